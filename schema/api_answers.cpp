#include "crypto/checkpoint.hpp"
#include "schema/api_codec.hpp"

// What the server answers out of its log, with the proofs.
namespace tacit::api {
namespace {

Result<std::string> read_text(const json::value& from, std::size_t max_bytes) {
  const std::string_view text = codec::text_of(from);
  if (text.empty()) return fail(Code::malformed, "not a text");
  if (text.size() > max_bytes) return fail(Code::too_large, "an object over its size limit");
  return std::string(text);
}

std::string read_checkpoint(json::Fields& f) { return f.text("checkpoint", 1, kMaxCheckpointBytes); }

std::vector<Hash> read_proof(json::Fields& f, std::string_view key) {
  return codec::read_fixed_list<Hash>(f, key, 0, kMostItems);
}

json::object write(const Proven& from) {
  return json::object{{"checkpoint", from.checkpoint},
                      {"proof", codec::write_list(from.proof, b64<Hash>)},
                      {"continues", codec::write_list(from.continues, b64<Hash>)}};
}
Proven read_proven(json::Fields& outer) {
  json::Fields f(outer.member("log"));
  Proven out{
      .checkpoint = read_checkpoint(f), .proof = read_proof(f, "proof"), .continues = read_proof(f, "continues")};
  if (const auto done = f.finish(); !done) outer.reject(done.error());
  return out;
}

// {"index","jws"}: a link or an entry at its place.
template <class Item>
json::object write_placed(const Item& from) {
  return json::object{{"index", from.index}, {"jws", from.jws}};
}
template <class Item, std::size_t kMaxBytes>
Result<Item> read_placed(const json::value& from) {
  json::Fields f(from);
  Item out{.index = codec::read_count(f, "index"), .jws = f.text("jws", 1, kMaxBytes)};
  CHECK(f.finish());
  return out;
}

json::object write(const EntriesPage::Item& from) {
  const auto write_copy = [](const EntriesPage::Copy& copy) {
    return json::object{{"to", copy.to}, {"bytes", write_bytes(copy.bytes)}};
  };
  json::object out = write_placed(from);
  out.emplace("copies", codec::write_list(from.copies, write_copy));
  return out;
}
Result<EntriesPage::Copy> read_copy(const json::value& from) {
  json::Fields f(from);
  EntriesPage::Copy out;
  out.to = static_cast<std::uint64_t>(f.integer("to", 0, 2 * limits::kAddresses - 1));
  out.bytes = codec::value_or_reject(read_bytes(f.member("bytes"), limits::kSealedCopy), f);
  CHECK(f.finish());
  return out;
}
Result<EntriesPage::Item> read_item(const json::value& from) {
  json::Fields f(from);
  EntriesPage::Item out;
  out.index = codec::read_count(f, "index");
  out.jws = f.text("jws", 1, limits::kEntryJws);
  out.copies = codec::read_list<EntriesPage::Copy>(f, "copies", 0, 2 * limits::kAddresses, read_copy);
  CHECK(f.finish());
  return out;
}

}  // namespace

std::string encode(const Appended& from) {
  return json::serialize(json::object{{"index", from.index}, {"log", write(from.log)}});
}
void read(json::Fields& f, Appended& out) {
  out.index = codec::read_count(f, "index");
  out.log = read_proven(f);
}

std::string encode(const RosterPage& from) {
  return json::serialize(json::object{{"links", codec::write_list(from.links, write_placed<RosterPage::Item>)},
                                      {"log", write(from.log)},
                                      {"more", from.more}});
}
void read(json::Fields& f, RosterPage& out) {
  out.links =
      codec::read_list<RosterPage::Item>(f, "links", 0, kMostItems, read_placed<RosterPage::Item, limits::kRosterLink>);
  out.log = read_proven(f);
  out.more = f.boolean("more");
}

std::string encode(const WrapsPage& from) {
  return json::serialize(
      json::object{{"blobs", codec::write_list(from.blobs, write_bytes)}, {"next", from.next}, {"more", from.more}});
}
void read(json::Fields& f, WrapsPage& out) {
  out.blobs = codec::read_list<Bytes>(f, "blobs", 0, kMostItems,
                                      [](const json::value& blob) { return read_bytes(blob, limits::kBlob); });
  out.next = codec::read_count(f, "next");
  out.more = f.boolean("more");
}

std::string encode(const EntriesAppended& from) {
  return json::serialize(
      json::object{{"indexes", codec::write_list(from.indexes, [](std::uint64_t index) { return json::value(index); })},
                   {"log", write(from.log)}});
}
void read(json::Fields& f, EntriesAppended& out) {
  const auto read_index = [](const json::value& from) -> Result<std::uint64_t> {
    if (!from.is_int64()) return fail(Code::malformed, "not an index");
    return static_cast<std::uint64_t>(from.get_int64());
  };
  out.indexes = codec::read_list<std::uint64_t>(f, "indexes", 0, limits::kBatchEntries, read_index);
  out.log = read_proven(f);
}

std::string encode(const EntriesPage& from) {
  const auto write_item = [](const EntriesPage::Item& item) { return write(item); };
  return json::serialize(json::object{
      {"entries", codec::write_list(from.entries, write_item)}, {"log", write(from.log)}, {"more", from.more}});
}
void read(json::Fields& f, EntriesPage& out) {
  out.entries = codec::read_list<EntriesPage::Item>(f, "entries", 0, limits::kPageEntries, read_item);
  out.log = read_proven(f);
  out.more = f.boolean("more");
}

std::string encode(const SentPage& from) {
  return json::serialize(json::object{{"entries", codec::write_list(from.entries, write_placed<SentPage::Item>)},
                                      {"log", write(from.log)},
                                      {"more", from.more}});
}
void read(json::Fields& f, SentPage& out) {
  out.entries = codec::read_list<SentPage::Item>(f, "entries", 0, limits::kPageEntries,
                                                 read_placed<SentPage::Item, limits::kEntryJws>);
  out.log = read_proven(f);
  out.more = f.boolean("more");
}

std::string encode(const CheckpointAnswer& from) {
  return json::serialize(json::object{{"checkpoint", from.checkpoint},
                                      {"consistency", codec::write_list(from.consistency, b64<Hash>)},
                                      {"continues", codec::write_list(from.continues, b64<Hash>)}});
}
void read(json::Fields& f, CheckpointAnswer& out) {
  out.checkpoint = read_checkpoint(f);
  out.consistency = read_proof(f, "consistency");
  out.continues = read_proof(f, "continues");
}

std::string encode(const LeavesPage& from) {
  const auto write_leaf = [](const std::string& leaf) { return json::value(leaf); };
  return json::serialize(json::object{
      {"leaves", codec::write_list(from.leaves, write_leaf)}, {"checkpoint", from.checkpoint}, {"more", from.more}});
}
void read(json::Fields& f, LeavesPage& out) {
  out.leaves = codec::read_list<std::string>(
      f, "leaves", 0, kMostItems, [](const json::value& leaf) { return read_text(leaf, limits::kRosterLink); });
  out.checkpoint = read_checkpoint(f);
  out.more = f.boolean("more");
}

}  // namespace tacit::api
