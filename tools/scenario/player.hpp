#pragma once
#include <functional>
#include <map>

#include "tools/scenario/device.hpp"
#include "tools/scenario/plan.hpp"

namespace tacit::scenario {

// What the plan's numbers have become. Every slot is written once, by the device that makes the thing, and read by
// others only in later phases.
struct Made {
  explicit Made(const Plan& plan) : records(plan.records), people(plan.people.size()), lots(plan.lots) {}
  struct Person {
    ClientId client{};
    ClientCode code;
  };
  std::vector<RecordId> records;
  std::vector<Person> people;
  std::vector<LotId> lots;
  std::vector<DeviceId> devices;
  std::map<std::string, double> seconds;  // spent on each kind of action, over all threads
};

// Plays the plan on real vaults through the client's own verbs. Devices within a phase on two threads, a phase after
// the other. `done` is told, from any thread but never from two at once, that one more action has been done.
// The devices are those of the plan, in its order, admitted and synced. Throws Failure.
Made play(const Plan& plan, std::vector<Device>& devices, const Clock& clock, const std::function<void()>& done);
std::size_t count_actions(const Plan& plan);

}  // namespace tacit::scenario
