# Which tests run under a sanitizer (TACIT_SANITIZE: empty, address or thread; tools/test --sanitizers).
# A folder of tests is under them without doing anything, if it uses tacit_discover_tests.

# Never under one: what measures cost or memory (bench, canary, memory after lock: a sanitizer keeps freed memory), what
# takes libc's place as a sanitizer does (crash), what looks at instructions by valgrind (constant_time) or at the
# compiler (compile_fail), what needs other languages' tools (foreign).
set(TACIT_TEST_BEYOND_SANITIZERS ON)
if(TACIT_SANITIZE)
  set(TACIT_TEST_BEYOND_SANITIZERS OFF)
endif()

# ThreadSanitizer has nothing to find where there are no threads: crypto, schema, the command line, and the simulator,
# which plays everything on one. The client's few come from common/base/spread.hpp, and from web, which are under it.
set(TACIT_TEST_WITHOUT_THREADS ON)
if(TACIT_SANITIZE STREQUAL "thread")
  set(TACIT_TEST_WITHOUT_THREADS OFF)
endif()

# A sanitizer makes everything several times slower: fewer histories (for other random cases some_of in
# tests/support/sanitizer.hpp), and each scenario with one seed instead of all.
set(TACIT_SIMULATED_HISTORIES 300)
set(TACIT_SCENARIO_RUNS *)
if(TACIT_SANITIZE)
  set(TACIT_SIMULATED_HISTORIES 60)
  set(TACIT_SCENARIO_RUNS -*_seed_3:*_seed_7:*_seed_42:*_seed_1917:*_seed_31337)
endif()

# Everything that tests need, and nothing else.
add_custom_target(checks)

# What tests themselves compute is little: a lower optimisation of their own files saves a fifth of the time to build;
# none, under a sanitizer, half of it.
set(TACIT_TEST_OPTIMISATION -O1)
if(TACIT_SANITIZE)
  set(TACIT_TEST_OPTIMISATION -O0)
endif()
function(tacit_discover_tests target)
  add_dependencies(checks ${target})
  target_compile_options(${target} PRIVATE ${TACIT_TEST_OPTIMISATION})
  tacit_unity(${target})
  gtest_discover_tests(${target} DISCOVERY_TIMEOUT 120 ${ARGN})
endfunction()
