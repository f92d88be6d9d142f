# Language level, warnings as errors, hardening and sanitizers: one interface target, linked by every module.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1")
set(CMAKE_CXX_FLAGS_RELEASE "-O2")

add_library(tacit_flags INTERFACE)
target_compile_options(tacit_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align -Wformat=2 -Wimplicit-fallthrough -Werror)
# What may be uninitialised is a guess of the optimiser: from version 13 on, g++ guesses wrong about std::variant. There
# it is told, and stops nothing; g++ 12 keeps everybody honest.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 13)
  target_compile_options(tacit_flags INTERFACE -Wno-error=maybe-uninitialized)
endif()
# Instrumented code misleads g++'s warnings; those of the other builds are errors.
if(TACIT_SANITIZE STREQUAL "address")
  # The full UBSan set multiplies the build time of Beast files by six for checks ASan already makes.
  target_compile_options(tacit_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all
    -fno-sanitize=vptr,null,alignment,object-size -fno-omit-frame-pointer -Wno-maybe-uninitialized -Wno-error)
  target_link_options(tacit_flags INTERFACE -fsanitize=address,undefined)
elseif(TACIT_SANITIZE STREQUAL "thread")
  target_compile_options(tacit_flags INTERFACE -fsanitize=thread -fno-omit-frame-pointer -Wno-maybe-uninitialized
    -Wno-error)
  target_link_options(tacit_flags INTERFACE -fsanitize=thread)
elseif(TACIT_FUZZ)
  # Warnings are g++'s business: clang's differ from version to version.
  target_compile_options(tacit_flags INTERFACE -Wno-error -fsanitize=fuzzer-no-link,address,undefined
    -fno-sanitize-recover=all -fno-sanitize=vptr -fno-omit-frame-pointer)
  target_link_options(tacit_flags INTERFACE -fsanitize=address,undefined)
else()
  target_compile_options(tacit_flags INTERFACE -fstack-protector-strong -fstack-clash-protection
    $<$<CXX_COMPILER_ID:GNU>:-fcf-protection=full>)
  target_compile_definitions(tacit_flags INTERFACE
    $<$<CONFIG:Release>:_FORTIFY_SOURCE=2> $<$<CONFIG:Release>:_GLIBCXX_ASSERTIONS>)
  target_link_options(tacit_flags INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack)
endif()
if(NOT TACIT_SANITIZE AND NOT TACIT_FUZZ)
  include(CheckPIESupported)
  check_pie_supported()
endif()
