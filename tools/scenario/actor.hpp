#pragma once
#include "client/usecases/change.hpp"
#include "client/usecases/evening.hpp"
#include "tools/scenario/player.hpp"

namespace tacit::scenario {

// One device that does what the plan says. Private to the player.
class Actor {
 public:
  Actor(const Plan& plan, Made& made, Device& device, std::size_t number)
      : plan_(plan), made_(made), device_(device), session_(device.session()), number_(number) {}

  Result<void> act(const Action& action);

 private:
  Result<void> act(const Evening& evening);
  Result<void> act(const Call& call);
  Result<void> act(const Register& one);
  Result<void> act(const Group& group);
  Result<void> act(const Receive& delivery);
  Result<void> act(const Issue& issue);
  Result<void> act(const Support& support);
  Result<void> act(const Correction& correction);
  Result<void> act(const Voiding& voiding);
  Result<void> act(const Link& link);
  Result<void> act(const Sync&);

  Result<void> act_on_case(const SupportPlan& plan, RecordId& made);
  Result<void> act_on_incident(const SupportPlan& plan, RecordId& made);
  usecases::NewPerson new_person(std::size_t person) const;
  usecases::NewContact new_contact(const ContactPlan& contact, std::optional<std::size_t> registers) const;
  Personal<std::string> code_of(std::size_t person) const;
  record::Body body_of(const OutingPlan& outing) const;
  record::Body body_of(const ContactPlan& contact) const;
  record::Body body_of(const GroupPlan& group) const;
  record::Body body_of(const IssuePlan& issue) const;
  record::Body body_of(const SupportPlan& support) const;
  std::string team() const { return plan_.teams[plan_.devices[number_].team].name; }

  const Plan& plan_;
  Made& made_;
  Device& device_;
  usecases::Session session_;
  const std::size_t number_;
};

}  // namespace tacit::scenario
