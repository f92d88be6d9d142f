// LeakSanitizer stops a process to look through it, which one that forbids core dumps does not allow. Linked into the
// two programs when they are built with AddressSanitizer; the tests look for leaks in their own processes.
extern "C" int __lsan_is_turned_off();
extern "C" int __lsan_is_turned_off() { return 1; }
