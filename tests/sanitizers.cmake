# Which tests run under a sanitizer (TACIT_SANITIZE: empty, address or thread; tools/test --sanitizers).
# A folder of tests is under them without doing anything, if it uses tacit_discover_tests.

# ThreadSanitizer has nothing to find where there are no threads: base, crypto, schema, client, the command line.
set(TACIT_TEST_WITHOUT_THREADS ON)
if(TACIT_SANITIZE STREQUAL "thread")
  set(TACIT_TEST_WITHOUT_THREADS OFF)
endif()

# Tests that make no sense in an instrumented process, by name.
set(excluded "")
if(TACIT_SANITIZE)
  # Search the memory of processes. Sanitizers map terabytes of shadow memory, and keep freed blocks as they were.
  list(APPEND excluded "Canary.*" "MemoryAfterLock.*")
endif()
list(JOIN excluded ":" TACIT_EXCLUDED_TESTS)
if(excluded)
  message(STATUS "Not under this sanitizer: ${TACIT_EXCLUDED_TESTS}")
endif()

# Everything that tests need, and nothing else.
add_custom_target(checks)

function(tacit_discover_tests target)
  add_dependencies(checks ${target})
  if(TACIT_EXCLUDED_TESTS)
    gtest_discover_tests(${target} DISCOVERY_TIMEOUT 120 TEST_FILTER "-${TACIT_EXCLUDED_TESTS}" ${ARGN})
  else()
    gtest_discover_tests(${target} DISCOVERY_TIMEOUT 60 ${ARGN})
  endif()
endfunction()
