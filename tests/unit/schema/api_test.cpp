#include "schema/api.hpp"

#include "api_samples.hpp"
#include "common/base/json.hpp"

namespace tacit::api {
namespace {

using namespace tacit::testing;

// Every object of the body, at any depth.
void for_each_object(json::value& here, const std::function<void(json::object&)>& use) {
  if (here.is_object()) use(here.get_object());
  if (here.is_object())
    for (auto& member : here.get_object()) for_each_object(member.value(), use);
  if (here.is_array())
    for (auto& item : here.get_array()) for_each_object(item, use);
}

TEST(ApiCodec, EveryMessage_ReadsBackTheSame) {
  for (const Sample& sample : samples()) {
    SCOPED_TRACE(sample.name);
    const auto again = sample.read_and_write(sample.text);
    ASSERT_TRUE(again) << again.error().text.view();
    EXPECT_EQ(*again, sample.text);
  }
}

TEST(ApiCodec, EveryMessageCutShort_IsRefused) {
  for (const Sample& sample : samples())
    for (std::size_t size = 0; size < sample.text.size(); ++size)
      EXPECT_FALSE(sample.read_and_write(std::string_view(sample.text).substr(0, size))) << sample.name << size;
}

TEST(ApiCodec, UnknownMissingOrOtherMembers_AreRefusedAtEveryDepth) {
  for (const Sample& sample : samples()) {
    SCOPED_TRACE(sample.name);
    json::value body = boost::json::parse(sample.text);
    const auto refused = [&](std::string_view how) {
      EXPECT_FALSE(sample.read_and_write(json::serialize(body))) << how << ": " << json::serialize(body);
    };
    for_each_object(body, [&](json::object& object) {
      object["extra"] = 1;
      refused("extra");
      object.erase("extra");
      const json::object whole = object;
      for (const auto& member : whole) {
        object.erase(member.key());
        refused("missing");
        object = whole;
        object[member.key()] = nullptr;
        refused("null");
        object[member.key()] = -1;
        refused("negative");
        object = whole;
      }
    });
    EXPECT_TRUE(sample.read_and_write(json::serialize(body)));
  }
}

TEST(ApiCodec, DuplicateMembers_AreRefused) {
  for (const Sample& sample : samples()) {
    const std::size_t end = sample.text.find_first_of(",", 1);
    const std::string first = sample.text.substr(1, sample.text.find(':') - 1);
    if (end == std::string::npos) continue;
    EXPECT_FALSE(sample.read_and_write("{" + first + ":1," + sample.text.substr(1))) << sample.name;
  }
}

TEST(ApiCodec, NonCanonicalBytes_AreRefused) {
  const auto read = [](std::string_view blob) {
    return decode<LinkRequest>(R"({"link":"a","blobs":[")" + std::string(blob) + R"("],"log":0})");
  };
  EXPECT_TRUE(read("AAEC_w"));
  for (const char* blob : {"AAEC_w==", "AAEC_x", "AAEC/w", "AAEC_", "AAEC _w", "AAEC_w\\n"})
    EXPECT_FALSE(read(blob)) << blob;
}

TEST(ApiCodec, ListsOverTheirBounds_AreRefused) {
  EntriesRequest request{{limits::kBatchEntries, {"a.b.c", {Bytes{1}}}}};
  EXPECT_TRUE(decode<EntriesRequest>(encode(request)));
  request.entries.push_back(request.entries.front());
  EXPECT_FALSE(decode<EntriesRequest>(encode(request)));
  EXPECT_FALSE(decode<EntriesRequest>(encode(EntriesRequest{})));
  EXPECT_FALSE(decode<EntriesRequest>(encode(EntriesRequest{{{"a.b.c", {}}}})));
  EXPECT_FALSE(decode<EntriesRequest>(encode(EntriesRequest{{{"a.b.c", std::vector<Bytes>(17)}}})));
  EXPECT_FALSE(decode<Enrolments>(encode(Enrolments{std::vector<SignedJoin>(65, signed_join())})));
  EXPECT_FALSE(decode<EntriesPage>(encode(EntriesPage{{{7, "a.b.c", {{16, {}}}}}, proven(), false})));
}

TEST(ApiCodec, ObjectsOverTheirLimits_AreRefused) {
  const auto link = [](std::size_t size) { return encode(LinkRequest{std::string(size, 'a'), {}}); };
  EXPECT_TRUE(decode<LinkRequest>(link(limits::kRosterLink)));
  EXPECT_FALSE(decode<LinkRequest>(link(limits::kRosterLink + 1)));
  const auto blob = [](std::size_t size) { return encode(LinkRequest{"a", {Bytes(size)}}); };
  EXPECT_TRUE(decode<LinkRequest>(blob(limits::kBlob)));
  EXPECT_CODE(Code::too_large, decode<LinkRequest>(blob(limits::kBlob + 3)));
  const auto copy = [](std::size_t size) { return encode(EntriesRequest{{{"a", {Bytes(size)}}}}); };
  EXPECT_TRUE(decode<EntriesRequest>(copy(limits::kSealedCopy)));
  EXPECT_CODE(Code::too_large, decode<EntriesRequest>(copy(limits::kSealedCopy + 3)));
  EXPECT_CODE(Code::too_large, decode<Announce>(std::string(limits::kRequestBody + 1, ' ')));
  EXPECT_CODE(Code::too_large, decode<Health>(std::string(limits::kAnswerBody + 1, ' ')));
}

TEST(ApiCodec, FullPage_FitsTheAnswer) {
  EntriesPage page{.entries = {}, .log = proven(), .more = true};
  const std::size_t each = limits::kPageBytes / limits::kPageEntries;
  for (std::uint64_t i = 0; i < limits::kPageEntries; ++i)
    page.entries.push_back({i, std::string(1500, 'a'), {{0, Bytes(each)}}});
  const std::string text = encode(page);
  EXPECT_LT(text.size(), limits::kAnswerBody);
  const auto read = decode<EntriesPage>(text);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->entries.size(), limits::kPageEntries);
  EXPECT_EQ(read->entries.back().copies[0].bytes, Bytes(each));
}

}  // namespace
}  // namespace tacit::api
