#include "common/base/json.hpp"
#include "roster_fixture.hpp"

namespace tacit::roster {
namespace {

using namespace tacit::testing;

Link link_of(std::vector<Op> ops) {
  return {.org = b64(hash_named("org")), .seq = 3, .prev = b64(hash_named("prev")), .day = kDay, .ops = std::move(ops)};
}

std::vector<Op> one_of_each() {
  const TestDevice device("device"), founder("founder"), recovery("recovery");
  const TeamId team = id_named<TeamId>("team");
  const DeviceId dev = device.id();
  return {founding(founder, recovery),
          AddTeam{team},
          admission(device, "inv", Role::worker, {team, id_named<TeamId>("other")}),
          Revoke{dev},
          ChangeRole{dev, Role::auditor, {}},
          Epoch{Scope::team(team), 2, box_named("epoch").box_public(), {{dev, hash_named("wrap")}}},
          Grant{Scope::org(), 2, 3, dev, {hash_named("two"), hash_named("three")}},
          Rekey{box_named("new").box_public()},
          Secret{"pseudonym/2021", Scope::org(), 1, hash_named("commit"), hash_named("ct")},
          Reseal{"pack/1", Scope::audit(), 4, hash_named("resealed")},
          Service{service_named("server")},
          Pack{1, hash_named("pack")},
          Fund{id_named<TeamId>("grant")},
          Restrict{dev, {id_named<TeamId>("grant")}}};
}

TEST(RosterCodec, EveryOp_EncodesToTheSameBytesAfterReading) {
  const std::string text = encode(link_of(one_of_each()));
  const auto link = decode(text);
  ASSERT_TRUE(link);
  EXPECT_EQ(link->ops.size(), std::variant_size_v<Op>);
  EXPECT_EQ(encode(*link), text);
}

TEST(RosterCodec, EveryOp_AloneKeepsItsKind) {
  const auto ops = one_of_each();
  for (const Op& op : ops) {
    const auto link = decode(encode(link_of({op})));
    ASSERT_TRUE(link);
    EXPECT_EQ(link->ops.front().index(), op.index());
  }
}

TEST(RosterCodec, Blobs_ComeInTheOrderOfTheOps) {
  const std::vector<Hash> expected{hash_named("wrap"), hash_named("two"),      hash_named("three"),
                                   hash_named("ct"),   hash_named("resealed"), hash_named("pack")};
  EXPECT_EQ(blobs_of(link_of(one_of_each())), expected);
}

TEST(RosterCodec, UnknownOpOrVersion_NeedsAnUpdate) {
  const std::string text = encode(link_of({AddTeam{id_named<TeamId>("team")}}));
  const auto with = [&](std::string_view from, std::string_view to) {
    std::string out = text;
    return out.replace(out.find(from), from.size(), to);
  };
  EXPECT_CODE(Code::update_needed, decode(with(R"("op":"team")", R"("op":"propose")")));
  EXPECT_CODE(Code::update_needed, decode(with(R"("op":"team")", R"("op":"propose","more":{"a":[1]})")));
  EXPECT_CODE(Code::update_needed, decode(with(R"("v":1)", R"("v":2)")));
  EXPECT_CODE(Code::update_needed, decode(with(R"("v":1)", R"("v":2,"more":1)")));
  EXPECT_CODE(Code::malformed, decode(with(R"("v":1)", R"("v":0)")));
  EXPECT_CODE(Code::malformed, decode(with(R"("op":"team")", R"("op":1)")));
}

TEST(RosterCodec, OpsWithOtherMembers_AreMalformed) {
  for (const Op& op : one_of_each()) {
    const auto whole = boost::json::parse(encode(link_of({op})));
    const auto& members = whole.at("ops").at(0).as_object();
    const auto read_with = [&](const json::object& changed) {
      json::value copy = whole;
      copy.at("ops").as_array()[0] = changed;
      return decode(json::serialize(copy));
    };
    ASSERT_TRUE(read_with(members));
    json::object more = members;
    more["extra"] = 1;
    EXPECT_CODE(Code::malformed, read_with(more));
    for (const auto& member : members) {
      if (member.key() == "op") continue;
      json::object without = members, other = members;
      without.erase(member.key());
      other[member.key()] = nullptr;
      EXPECT_CODE(Code::malformed, read_with(without));
      EXPECT_CODE(Code::malformed, read_with(other));
    }
  }
}

TEST(RosterCodec, PartsOfAnOpWithOtherMembers_AreMalformed) {
  const auto read_with = [](std::string_view from, std::string_view to) {
    std::string text = encode(link_of(one_of_each()));
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return decode(text.replace(at, from.size(), to));
  };
  for (const std::string_view part :
       {R"("device":{)", R"("recovery":{)", R"("service":{)", R"("policy":{)", R"("wraps":[{)"}) {
    SCOPED_TRACE(part);
    EXPECT_TRUE(read_with(part, part));
    EXPECT_CODE(Code::malformed, read_with(part, std::string(part) + R"("more":1,)"));
  }
  EXPECT_TRUE(read_with(R"("history":"grant")", R"("history":"from-now")"));
  for (const std::string_view policy : {R"("")", R"("Grant")", R"("grant ")", R"("all")", "1"})
    EXPECT_CODE(Code::malformed, read_with(R"("history":"grant")", R"("history":)" + std::string(policy)));
}

TEST(RosterCodec, FormsThatNeverMakeSense_AreMalformed) {
  const TeamId low{{1}}, high{{2}};
  const TestDevice device("device");
  const InvitationId inv = id_named<InvitationId>("inv");
  const BoxPublicKey key = box_named("epoch").box_public();
  const DeviceId dev = device.id();
  const BoxPublicKey small_order{};
  const std::vector<Op> bad{Admit{inv, device.keys(), Role::auditor, {low}},
                            Admit{inv, device.keys(), Role::worker, {high, low}},
                            Admit{inv, device.keys(), Role::worker, {low, low}},
                            Admit{inv, {device.keys().sign_pk, small_order}, Role::worker, {}},
                            ChangeRole{dev, Role::auditor, {low}},
                            Restrict{dev, {high, low}},
                            Restrict{dev, {low, low}},
                            Restrict{dev, std::vector<TeamId>(limits::kGrantsOfDevice + 1)},
                            Rekey{small_order},
                            Epoch{Scope::org(), 0, key, {{dev, {}}}},
                            Epoch{Scope::org(), 1, small_order, {{dev, {}}}},
                            Epoch{Scope::org(), 1, key, {}},
                            Epoch{Scope::org(), 1, key, {{dev, {}}, {dev, {}}}},
                            Epoch{Scope::org(), 1, key, {{DeviceId{{2}}, {}}, {DeviceId{{1}}, {}}}},
                            Grant{Scope::org(), 0, 0, dev, {Hash{}}},
                            Grant{Scope::org(), 2, 1, dev, {Hash{}}},
                            Grant{Scope::org(), 1, 2, dev, {Hash{}}},
                            Grant{Scope::org(), 1, 1, dev, {}},
                            Service{{device.keys().sign_pk, {}, {}}},
                            Service{{device.keys().sign_pk, {}, {Hash{}, Hash{}, Hash{}}}},
                            Pack{0, Hash{}}};
  for (std::size_t i = 0; i < bad.size(); ++i) {
    SCOPED_TRACE(i);
    EXPECT_CODE(Code::malformed, decode(encode(link_of({bad[i]}))));
  }
}

template <class Id>
Id id_of_number(std::size_t number) {
  return Id{{static_cast<std::uint8_t>(number >> 8), static_cast<std::uint8_t>(number)}};
}

TEST(RosterCodec, ListsOverTheirLimits_AreRefused) {
  const TestDevice device("device");
  const auto with_teams = [&](std::size_t count) {
    Admit op{id_named<InvitationId>("inv"), device.keys(), Role::worker, {}};
    for (std::size_t i = 0; i < count; ++i) op.teams.push_back(id_of_number<TeamId>(i));
    return decode(encode(link_of({op})));
  };
  EXPECT_TRUE(with_teams(limits::kTeamsOfDevice));
  EXPECT_FALSE(with_teams(limits::kTeamsOfDevice + 1));
  const auto with_wraps = [](std::size_t count) {
    Epoch op{Scope::org(), 1, box_named("epoch").box_public(), {}};
    for (std::size_t i = 0; i < count; ++i) op.wraps.push_back({id_of_number<DeviceId>(i), {}});
    return decode(encode(link_of({op})));
  };
  EXPECT_TRUE(with_wraps(limits::kMembers));
  EXPECT_FALSE(with_wraps(limits::kMembers + 1));
}

TEST(RosterCodec, LinkFields_AreChecked) {
  const auto read_with = [](auto change) {
    Link link = link_of({AddTeam{id_named<TeamId>("team")}});
    change(link);
    return decode(encode(link));
  };
  EXPECT_TRUE(read_with([](Link&) {}));
  EXPECT_CODE(Code::malformed, read_with([](Link& link) { link.org = ""; }));
  EXPECT_CODE(Code::malformed, read_with([](Link& link) { link.prev = ""; }));
  EXPECT_CODE(Code::malformed, read_with([](Link& link) { link.seq = 0; }));
  EXPECT_CODE(Code::malformed, read_with([](Link& link) { link.prev.back() = '='; }));
  EXPECT_CODE(Code::malformed, read_with([](Link& link) { link.ops.clear(); }));
  EXPECT_CODE(Code::malformed, read_with([](Link& link) { link.ops.assign(65, link.ops.front()); }));
  EXPECT_TRUE(read_with([](Link& link) { link.ops.assign(64, link.ops.front()); }));
  EXPECT_CODE(Code::too_large, decode(std::string(limits::kRosterLink + 1, ' ')));
}

}  // namespace
}  // namespace tacit::roster
