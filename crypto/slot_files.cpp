#include "common/base/json.hpp"
#include "crypto/encoding.hpp"
#include "crypto/hash.hpp"
#include "crypto/slots.hpp"

namespace tacit {
namespace {

constexpr std::string_view kVaultMagic = "TACITVLT";
constexpr std::string_view kSealMagic = "TACITSEA";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kStructureSize = 8 + 4 + 4 + 8 + 16;
constexpr Literal kVaultDamaged = "the vault's header file is damaged; restore it from a backup";
constexpr Literal kSealDamaged = "the seal file is damaged; restore it from a backup";
constexpr Literal kNewer = "written by a newer version of this program";

Bytes structure_of(std::string_view magic, std::uint32_t version, const SlotTable& table) {
  Bytes out = to_bytes(as_bytes(magic));
  append_u32(out, version);
  append_u32(out, table.cost.ops);
  append_u64(out, table.cost.mem_bytes);
  append(out, table.salt.view());
  return out;
}

Result<SlotTable> read_seal(const json::value& value, std::uint32_t& version, Hash& check) {
  json::Fields f(value);
  version = static_cast<std::uint32_t>(f.integer("v", 1, 0xffffffff));
  if (f.text("kdf", 1, 16) != "argon2id") f.reject();
  SlotTable table;
  table.cost = {static_cast<std::uint32_t>(f.integer("ops", 0, 0xffffffff)),
                static_cast<std::uint64_t>(f.integer("mem"))};
  const std::string salt = f.text("salt", 22, 22);
  const std::string sum = f.text("check", 43, 43);
  const auto& slots = f.list("slots", 1, kMaxCustodians);
  CHECK(f.finish());
  TRY(table.salt, parse_b64<Argon2Salt>(salt));
  TRY(check, parse_b64<Hash>(sum));
  for (const auto& slot : slots) {
    if (!slot.is_string()) return fail(Code::malformed, kSealDamaged);
    TRY(table.slots.emplace_back(), parse_b64<WrappedKey>(std::string_view(slot.get_string())));
  }
  return table;
}

}  // namespace

Bytes encode_vault_header(const VaultSlots& slots) {
  ASSERT_INVARIANT(slots.table().slots.size() == kVaultSlotCount);
  Bytes out = structure_of(kVaultMagic, kVersion, slots.table());
  const Hash check = sha256(out);
  for (const WrappedKey& slot : slots.table().slots) append(out, slot.view());
  append(out, check.view());
  return out;
}

Result<VaultSlots> decode_vault_header(ByteView file) {
  if (file.size() < kStructureSize || as_text(file.first(8)) != kVaultMagic)
    return fail(Code::storage_damaged, kVaultDamaged);
  const std::uint32_t version = read_u32(file.subspan(8));
  if (file.size() != kVaultHeaderSize)
    return version > kVersion ? fail(Code::update_needed, kNewer) : fail(Code::storage_damaged, kVaultDamaged);
  // The checksum before the version: a flipped bit there is damage, not news.
  if (Hash::from(file.last(32)) != sha256(file.first(kStructureSize)))
    return fail(Code::storage_damaged, kVaultDamaged);
  if (version != kVersion) return fail(Code::update_needed, kNewer);
  SlotTable table{{read_u32(file.subspan(12)), read_u64(file.subspan(16))}, Argon2Salt::from(file.subspan(24)), {}};
  if (!check_cost(table.cost)) return fail(Code::storage_damaged, kVaultDamaged);
  for (std::size_t i = 0; i < kVaultSlotCount; ++i)
    table.slots.push_back(WrappedKey::from(file.subspan(kStructureSize + i * kWrappedKeySize)));
  return VaultSlots(std::move(table));
}

std::string encode_seal_file(const SealSlots& slots) {
  const SlotTable& table = slots.table();
  json::array wrapped;
  for (const WrappedKey& slot : table.slots) wrapped.emplace_back(b64(slot));
  const json::object file{{"v", kVersion},
                          {"kdf", "argon2id"},
                          {"ops", table.cost.ops},
                          {"mem", static_cast<std::int64_t>(table.cost.mem_bytes)},
                          {"salt", b64(table.salt)},
                          {"slots", wrapped},
                          {"check", b64(sha256(structure_of(kSealMagic, kVersion, table)))}};
  return json::serialize(file) + "\n";
}

Result<SealSlots> decode_seal_file(std::string_view text) {
  const auto value = json::parse(text, 16384);
  if (!value) return fail(Code::storage_damaged, kSealDamaged);
  std::uint32_t version = 0;
  Hash check;
  auto table = read_seal(*value, version, check);
  if (!table || check != sha256(structure_of(kSealMagic, version, *table)))
    return fail(Code::storage_damaged, kSealDamaged);
  if (version != kVersion) return fail(Code::update_needed, kNewer);
  if (!check_cost(table->cost)) return fail(Code::storage_damaged, kSealDamaged);
  return SealSlots(std::move(*table));
}

}  // namespace tacit
