# Several files of a target as one for the compiler, so that what they share (templates above all) is made once instead
# of in each: half the time to build. Every file still includes what it uses; the dev and the fuzz preset, which build
# without this, would tell. Names in unnamed namespaces must differ within a target then; what has the same names on
# purpose (one programme, one codec beside the other) is left alone.
option(TACIT_UNITY "Compile several files of a target at once" ON)

# tacit_unity(TARGET [ALONE REGEX]): the files whose path REGEX matches are still compiled each on its own.
function(tacit_unity target)
  cmake_parse_arguments(ARG "" "ALONE" "" ${ARGN})
  if(NOT TACIT_UNITY)
    return()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
  if(ARG_ALONE)
    get_target_property(alone ${target} SOURCES)
    list(FILTER alone INCLUDE REGEX "${ARG_ALONE}")
    set_source_files_properties(${alone} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  endif()
endfunction()
