# Headers that nearly every file of a target reads, parsed once for it: a third of the time to build. Every file still
# includes what it uses; the fuzz preset, which builds the pure code without this, would tell.
option(TACIT_PRECOMPILE "Precompile the headers that a target's files share" ON)

# tacit_precompile(TARGET HEADER...): headers as in #include <...>, seen from the top of the source tree.
function(tacit_precompile target)
  if(NOT TACIT_PRECOMPILE)
    return()
  endif()
  list(TRANSFORM ARGN REPLACE "(.+)" "<\\1>" OUTPUT_VARIABLE headers)
  target_precompile_headers(${target} PRIVATE ${headers})
  # So that ccache sees that a precompiled header changed (its manual, "Precompiled headers").
  # What comes out of a precompiled header does not count as a system header for g++: its wrong guesses about
  # std::string (bugs 105329, 105651 there), silent otherwise, would stop the build.
  target_compile_options(${target} PRIVATE
    $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess;-Wno-error=array-bounds;-Wno-error=restrict>)
endfunction()
