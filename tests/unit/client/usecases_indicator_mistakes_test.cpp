#include "tests/unit/client/indicator_fixture.hpp"

// Mistakes that other systems made in counting (docs/indicators.md), each in an example that can be counted by hand.
namespace tacit::usecases {
namespace {

using enum record::Outcome::What;
using enum record::TestResult;

const record::Attributes kYoungMan{{"gender", "m"}, {"age-band", "18-24"}, {"key-population", "msm-injects"}};

// ---- an item counted twice, sums that grow by joined rows ----------------------------------------------------------

TEST_F(IndicatorExamples, ContactWithTwoOfEverything_AddsUpEachOnce) {
  auto met = contact(person(kYoungMan), "2024-02-10");
  met.kind = "centre";
  met.services = {{"lawyer-consultation", 2}, {"psychologist-consultation", 3}};
  met.tests = {tested("rapid-hiv", reactive), tested("rapid-syphilis", non_reactive)};
  met.given = {{"condom", 5}, {"protection-kit", 2}};
  save(met);
  EXPECT_EQ(figure("contacts", "2024"), "1");
  EXPECT_EQ(figure("care-at-centre", "2024"), "5");
  EXPECT_EQ(figure("services-of-young", "2024"), "5");
  EXPECT_EQ(figure("rapid-tests", "2024"), "2");
  EXPECT_EQ(figure("positivity", "2024"), "1 of 2");
  EXPECT_EQ(figure("condoms-given", "2024"), "5");
  EXPECT_EQ(figure("kits-given", "2024"), "2");
  EXPECT_EQ(figure("condoms-unpacked", "2024"), "11");
  EXPECT_EQ(figure("things-unpacked", "2024"), "17");
  EXPECT_EQ(figure("condoms-for-injecting", "2024"), "15 of 1");
  EXPECT_EQ(figure("care-at-centre", "2024", "code"), "lawyer-consultation=2 psychologist-consultation=3");
}

TEST_F(IndicatorExamples, SameTestTwiceInOneContact_IsTwoTestsOfOnePerson) {
  auto met = contact(person(), "2024-02-10");
  met.tests = {tested("rapid-hiv", invalid), tested("rapid-hiv", non_reactive)};
  save(met);
  EXPECT_EQ(figure("rapid-tests", "2024"), "2");
  EXPECT_EQ(figure("told-hiv", "2024"), "2");
  EXPECT_EQ(figure("tested", "2024"), "1");
  EXPECT_EQ(figure("tested", "2024", "outcome"), "invalid=1 non-reactive=1");
}

TEST_F(IndicatorExamples, ClientRegisteredTwiceAndLinkedThrice_DoesNotMultiply) {
  const ClientId kept = person(kYoungMan), duplicate = person({{"gender", "f"}, {"age-band", "18-24"}});
  send();
  registered(kept, {{"gender", "f"}, {"age-band", "18-24"}});
  registered(duplicate, {{"gender", "x"}, {"age-band", "25-34"}});
  for (int i = 0; i < 3; ++i) link(kept, duplicate);
  for (const ClientId& client : {kept, duplicate}) {
    auto met = contact(client, "2024-02-10");
    met.services = {{"information", 2}, {"drop-in", 1}};
    met.given = {{"condom", 4}};
    save(met);
  }
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(figure("services-of-young", "2024"), "6");
    EXPECT_EQ(figure("services-of-young", "2024", "gender"), "m=6") << "as the first registration of the kept one says";
    EXPECT_EQ(figure("condoms-for-injecting", "2024"), "8 of 1");
    EXPECT_EQ(figure("clients-reached", "2024"), "1");
    EXPECT_EQ(figure("clients-reached", "2024", "gender"), "m=1");
    EXPECT_EQ(figure("given-any", "2024"), "1");
    send();
  }
}

TEST_F(IndicatorExamples, LinkThatIsVoided_MakesTwoPeopleAgain) {
  const ClientId kept = person(kYoungMan), duplicate = person({{"gender", "f"}});
  const RecordId link = save(record::ClientLink{.kept = kept, .duplicate = duplicate, .day = on("2024-03-01")});
  for (const ClientId& client : {kept, duplicate}) give(client, "2024-02-10", 1);
  send();
  EXPECT_EQ(figure("given-any", "2024", "gender"), "m=1");
  save(record::Void{link, *desk_->history(link)->versions.front().entry, ""});
  EXPECT_EQ(figure("given-any", "2024", "gender"), "f=1 m=1");
}

TEST_F(IndicatorExamples, AnonymousPeople_AreContactsAndNobody) {
  auto met = contact(std::nullopt, "2024-02-10");
  met.anonymous = 3;
  met.given = {{"condom", 9}};
  save(met);
  give(person({{"gender", "x"}}), "2024-02-10", 2);
  EXPECT_EQ(figure("contacts", "2024"), "4");
  EXPECT_EQ(figure("clients-reached", "2024"), "1");
  EXPECT_EQ(figure("given-any", "2024"), "1");
  EXPECT_EQ(figure("condoms-given", "2024", "gender"), "=9 x=2");
}

// Attendances are counted by code; a person is one person all the same.
TEST_F(IndicatorExamples, TwoCodesInASession_AreTwoAttendancesOfOnePerson) {
  const ClientId kept = person(), duplicate = person(), other = person();
  save(record::GroupSession{.day = on("2024-02-10"),
                            .kind = "training",
                            .topic = {},
                            .site = "centre-orion",
                            .participants = 5,
                            .known = {kept, duplicate, other}});
  EXPECT_EQ(figure("attended-trainings", "2024"), "3");
  link(kept, duplicate);
  EXPECT_EQ(figure("attended-trainings", "2024"), "3");
}

// ---- the date of another visit -------------------------------------------------------------------------------------

TEST_F(IndicatorExamples, TestResult_CountsOnTheDayOfItsOwnContact) {
  const ClientId client = person();
  test_hiv(client, "2024-01-31", non_reactive);
  advise(client, "2024-02-01");
  advise(client, "2024-02-29");
  test_hiv(client, "2024-03-01", reactive);
  EXPECT_EQ(figure("rapid-tests", "2024-01"), "1");
  EXPECT_EQ(figure("rapid-tests", "2024-02"), "0");
  EXPECT_EQ(figure("tested", "2024-02"), "0");
  EXPECT_EQ(figure("positivity", "2024-01"), "0 of 1");
  EXPECT_EQ(figure("positivity", "2024-03"), "1 of 1");
  EXPECT_EQ(figure("rapid-tests", "2024", "month"), "2024-01=1 2024-03=1");
  EXPECT_EQ(figure("reached-positive", "2024-03"), "0") << "known only since this very month";
  EXPECT_EQ(figure("reached-declined", "2024-02"), "1");
}

TEST_F(IndicatorExamples, WhatCameOfAReferral_CountsOnItsOwnDayByItsNewest) {
  const ClientId client = person();
  test_hiv(client, "2024-01-30", reactive);
  const RecordId of = refer(client, "2024-01-30");
  came(client, of, linked, "2024-02-06");
  EXPECT_EQ(figure("arrived", "2024-01"), "0");
  EXPECT_EQ(figure("arrived", "2024-02"), "1");
  EXPECT_EQ(figure("linked-7", "2024-01"), "1 of 1") << "behind the end of the period";
  EXPECT_EQ(figure("linked-7", "2024-02"), "0 of 0");
  came(client, of, refused, "2024-03-01");
  EXPECT_EQ(figure("arrived", "2024-02"), "1") << "what was told of a period stays";
  EXPECT_EQ(figure("arrived", "2024"), "0");
  EXPECT_EQ(figure("linked-90", "2024-01"), "1 of 1");
}

TEST_F(IndicatorExamples, DaysUntilLinked_AreCountedFromTheFirstResult) {
  const ClientId soon = person(), late = person();
  for (const ClientId& client : {soon, late}) {
    test_hiv(client, "2024-02-22", reactive);
    test_hiv(client, "2024-02-28", reactive);
  }
  came(soon, refer(soon, "2024-02-22"), linked, "2024-02-29");
  came(late, refer(late, "2024-02-22"), linked, "2024-03-01");
  EXPECT_EQ(figure("linked-7", "2024-02"), "1 of 2");
  EXPECT_EQ(figure("linked-30", "2024-02"), "2 of 2");
}

TEST_F(IndicatorExamples, RetestInTheSameContact_IsNone) {
  const ClientId same = person(), again = person();
  for (const ClientId& client : {same, again}) {
    auto met = contact(client, "2024-02-29");
    met.tests = {tested("rapid-hiv", non_reactive), tested("rapid-hiv", reactive)};
    save(met);
  }
  EXPECT_EQ(figure("retested", "2024-02"), "0 of 2");
  test_hiv(again, "2024-02-29", reactive);
  EXPECT_EQ(figure("retested", "2024-02"), "1 of 2") << "another contact of that day";
}

// Both came into the log after their month was closed: they count later, and are as far from each other as they were.
TEST_F(IndicatorExamples, LateRecords_KeepTheDaysBetweenThem) {
  const ClientId soon = person(), late = person();
  close("2024-01-31");
  for (const ClientId& client : {soon, late}) test_hiv(client, "2024-01-10", reactive);
  came(soon, refer(soon, "2024-01-10"), linked, "2024-01-17");
  came(late, refer(late, "2024-01-10"), linked, "2024-01-18");
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(figure("linked-7", "2024-01"), "0 of 0");
    EXPECT_EQ(figure("linked-7", "2024-02"), "1 of 2");
    send();
  }
}

// ---- months of thirty days -----------------------------------------------------------------------------------------

// Of three months that end with February, December is the first.
TEST_F(IndicatorExamples, ThreeMonths_AreMonthsOfTheCalendar) {
  const auto whole_package = [&](std::string_view day) {
    const ClientId client = person();
    auto met = contact(client, day);
    met.services = {{"information", 1}};
    met.tests = {tested("rapid-hiv", non_reactive)};
    met.given = {{"protection-kit-large", 1}};
    save(met);
  };
  for (const char* day :
       {"2023-11-30", "2023-12-01", "2023-12-20", "2024-02-29", "2024-03-01", "2024-11-30", "2024-12-01", "2025-02-28"})
    whole_package(day);
  EXPECT_EQ(figure("package", "2023-11-01..2024-02-29"), "3");
  EXPECT_EQ(figure("package", "2024-01-01..2024-05-31"), "1") << "March, April and May";
  EXPECT_EQ(figure("package", "2024-11-01..2025-02-28"), "2");
  EXPECT_EQ(figure("package", "2024-02"), "3") << "the three months that end with it";
  EXPECT_EQ(figure("package", "2023-12-15..2024-03-01"), "3") << "from the second of December on";
}

TEST_F(IndicatorExamples, PackageInParts_IsCompleteWithinTheWindowAlone) {
  const ClientId client = person();
  advise(client, "2023-11-30");
  give(client, "2023-12-01", 9);
  test_hiv(client, "2024-02-29", non_reactive);
  EXPECT_EQ(figure("package", "2023-11-01..2024-02-29"), "0");
  advise(client, "2023-12-31");
  EXPECT_EQ(figure("package", "2023-11-01..2024-02-29"), "0") << "nine of ten condoms";
  give(client, "2024-01-31", 1);
  EXPECT_EQ(figure("package", "2023-11-01..2024-02-29"), "1");
}

TEST_F(IndicatorExamples, Need_IsThatOfEachMonthWhateverItsLength) {
  const ClientId ten = person({{"monthly-condoms", "10"}}), none = person({{"monthly-condoms", "0"}}),
                 silent = person();
  for (const ClientId& client : {ten, none, silent}) {
    give(client, "2024-01-31", 10);
    give(client, "2024-02-29", 10);
    give(client, "2024-03-31", 9);
  }
  EXPECT_EQ(figure("need-met", "2024-01"), "1 of 3");
  EXPECT_EQ(figure("need-met", "2024-02"), "1 of 3");
  EXPECT_EQ(figure("need-met", "2024-03"), "0 of 3");
  EXPECT_EQ(figure("need-met", "2024-01-01..2024-02-29"), "1 of 3");
  EXPECT_EQ(figure("need-met", "2024Q1"), "0 of 3");
  give(ten, "2024-03-01", 1);
  EXPECT_EQ(figure("need-met", "2024Q1"), "1 of 3");
  for (const char* period : {"2024-01-01..2024-01-30", "2024-01-02..2024-02-01", "2024-W05"})
    EXPECT_EQ(figure("need-met", period), "-") << period;
}

// Thirty days are thirty days here, counted back from the end.
TEST_F(IndicatorExamples, EachThirtyDays_AreCountedBackFromTheEnd) {
  const ClientId client = person();
  give(client, "2024-02-29", 1);
  give(client, "2024-01-30", 1);
  EXPECT_EQ(figure("regular-access", "2024-01-01..2024-02-29"), "1") << "sixty days";
  EXPECT_EQ(figure("regular-access", "2023-12-31..2024-02-29"), "1") << "a day is left and asks for nothing";
  EXPECT_EQ(figure("regular-access", "2023-12-02..2024-02-29"), "0") << "ninety days";
  EXPECT_EQ(figure("regular-access", "2024-01-31..2024-02-29"), "1");
  EXPECT_EQ(figure("regular-access", "2024-01-30..2024-02-28"), "1") << "one time that begins on the thirtieth";
  EXPECT_EQ(figure("regular-access", "2024-01-31..2024-02-28"), "0");
  EXPECT_EQ(figure("regular-access", "2024-02-29..2024-02-29"), "1") << "a shorter period is one such time";
}

}  // namespace
}  // namespace tacit::usecases
