# Which tests run under a sanitizer (TACIT_SANITIZE: empty, address or thread; tools/test --sanitizers).
# A folder of tests is under them without doing anything, if it uses tacit_discover_tests.

# Whole servers and programs with each other, and the simulator: not under sanitizers yet. Their parts are, below.
set(TACIT_TEST_WHOLES ON)
if(TACIT_SANITIZE)
  set(TACIT_TEST_WHOLES OFF)
endif()

# ThreadSanitizer has nothing to find where there are no threads: crypto, schema, the command line. The client's few come
# from common/base/spread.hpp, which is under it.
set(TACIT_TEST_WITHOUT_THREADS ON)
if(TACIT_SANITIZE STREQUAL "thread")
  set(TACIT_TEST_WITHOUT_THREADS OFF)
endif()

# Everything that tests need, and nothing else.
add_custom_target(checks)

function(tacit_discover_tests target)
  add_dependencies(checks ${target})
  gtest_discover_tests(${target} DISCOVERY_TIMEOUT 120 ${ARGN})
endfunction()
