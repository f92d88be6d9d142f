#include "client/usecases/hand_over.hpp"
#include "client/usecases/person.hpp"
#include "tests/integration/client_organisation.hpp"

// Names on their way between two devices of a real organisation.
namespace tacit::usecases {
namespace {

class HandOverPeopleOnline : public ClientOrganisation {
 protected:
  HandOverPeopleOnline() : worker_(new_vault("worker")), colleague_(new_vault("colleague")) {
    found_organisation();
    enrol(worker_, "Ann's phone", Role::worker, {"Northern route"});
    enrol(colleague_, "Ben's phone", Role::worker, {"Northern route"});
    sync_quietly(worker_);
    Session session{worker_, clock_};
    EXPECT_TRUE(add_person(session, {.name = Personal(std::string("Anna")),
                                     .nickname = {},
                                     .phone = Personal(std::string("+7 911 1")),
                                     .note = {},
                                     .attributes = {{"sex", "f"}},
                                     .team = {},
                                     .day = {},
                                     .consented = false}));
    sync_quietly(worker_);
    sync_quietly(colleague_);
  }
  Result<HandedOver> handed() { return hand_over({worker_, clock_}, {"Ben's phone", {}}); }
  Result<AcceptedHandOver> accept(const Bytes& file) {
    Session session{colleague_, clock_};
    return accept_hand_over(session, file);
  }

  Vault worker_, colleague_;
};

TEST_F(HandOverPeopleOnline, ToADeviceByItsName_IsAcceptedUnderTheSendersName) {
  const auto file = handed();
  ASSERT_TRUE(file) << file.error().text.view();
  EXPECT_EQ(file->to_name, "Ben's phone");
  const auto accepted = accept(file->file);
  ASSERT_TRUE(accepted) << accepted.error().text.view();
  EXPECT_EQ(accepted->from_name, "Ann's phone");
  EXPECT_EQ(accepted->not_here_yet, 0u);
  EXPECT_EQ(colleague_.find_people(Personal(std::string("anna")), 9).size(), 1u);
}

TEST_F(HandOverPeopleOnline, OfARevokedDevice_IsRefused) {
  const auto file = handed();
  ASSERT_TRUE(file);
  ASSERT_TRUE(revoke(online(founder_), "Ann's phone"));
  sync_quietly(colleague_);
  const auto accepted = accept(file->file);
  ASSERT_FALSE(accepted);
  EXPECT_EQ(accepted.error().code, Code::not_admitted);
  EXPECT_FALSE(colleague_.has_identifiers());
  EXPECT_FALSE(hand_over({colleague_, clock_}, {"Ann's phone", {}}));
}

TEST_F(HandOverPeopleOnline, ToOrFromAnAuditor_IsRefused) {
  const auto file = handed();
  ASSERT_TRUE(change_member(online(founder_), {"Ben's phone", Role::auditor, {}}));
  sync_quietly(worker_);
  sync_quietly(colleague_);
  EXPECT_EQ(handed().error().code, Code::not_allowed);
  EXPECT_EQ(accept(file->file).error().code, Code::not_allowed);
}

}  // namespace
}  // namespace tacit::usecases
