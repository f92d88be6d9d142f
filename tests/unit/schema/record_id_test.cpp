#include "schema/record_id.hpp"

#include <gtest/gtest.h>

#include "crypto/encoding.hpp"
#include "crypto/init.hpp"
#include "crypto/random.hpp"

namespace tacit {
namespace {

class RecordIdTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { init_crypto(); }
};

TEST_F(RecordIdTest, MadeId_IsOfItsDeviceAndOfNoOther) {
  std::vector<OrgId> orgs;
  std::vector<DeviceId> devices;
  for (int i = 0; i < 4; ++i) orgs.push_back(random_id<OrgId>());
  for (int i = 0; i < 12; ++i) devices.push_back(random_id<DeviceId>());
  for (const OrgId& org : orgs)
    for (const DeviceId& dev : devices) {
      const RecordId rid = make_record_id(org, dev);
      for (const OrgId& other_org : orgs)
        for (const DeviceId& other : devices)
          EXPECT_EQ(is_record_id_of(rid, other_org, other), other_org == org && other == dev);
    }
}

TEST_F(RecordIdTest, AnyFlippedBit_BelongsToNobody) {
  const auto org = random_id<OrgId>();
  const auto dev = random_id<DeviceId>();
  const RecordId rid = make_record_id(org, dev);
  for (std::size_t bit = 0; bit < 8 * RecordId::kSize; ++bit) {
    RecordId changed = rid;
    changed.bytes[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
    EXPECT_FALSE(is_record_id_of(changed, org, dev)) << bit;
  }
}

TEST_F(RecordIdTest, TwoIds_Differ) {
  const auto org = random_id<OrgId>();
  const auto dev = random_id<DeviceId>();
  EXPECT_NE(make_record_id(org, dev), make_record_id(org, dev));
}

// Computed apart, by protocol §1: Python's hashlib over the bytes written there.
TEST_F(RecordIdTest, Binding_IsAsTheProtocolSays) {
  OrgId org;
  DeviceId dev;
  for (std::size_t i = 0; i < OrgId::kSize; ++i) org.bytes[i] = static_cast<std::uint8_t>(i);
  for (std::size_t i = 0; i < DeviceId::kSize; ++i) dev.bytes[i] = static_cast<std::uint8_t>(0xf0 + i);
  RecordId rid;
  const Bytes bytes = crypto::from_hex("01020304050607084454c2763b166607").value();
  rid = RecordId::from(bytes);
  EXPECT_TRUE(is_record_id_of(rid, org, dev));
}

}  // namespace
}  // namespace tacit
