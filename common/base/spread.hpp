#pragma once
#include <cstddef>
#include <functional>

namespace tacit {

// How a number of like pieces of work are done that have nothing to do with each other: work(0) … work(count − 1), each
// once, in any order. Back when all are done; what the first failing piece threw is thrown on, after that.
// For those who may start no threads and are told by their caller which way to use.
using Spread = std::function<void(std::size_t count, const std::function<void(std::size_t)>& work)>;

void one_by_one(std::size_t count, const std::function<void(std::size_t)>& work);

// On this thread and on others that end before it returns; few pieces are not worth a thread.
// `work` must be safe to call from several threads at once, for different pieces.
void on_all_cores(std::size_t count, const std::function<void(std::size_t)>& work);

}  // namespace tacit
