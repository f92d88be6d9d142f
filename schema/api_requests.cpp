#include "schema/api_codec.hpp"

// The bodies that clients send, and the two short answers without a proof: health and the list of enrolments.
namespace tacit::api {
namespace {

constexpr std::size_t kShortestBlobText = 64;  // a sealed box of nothing

Result<NewEntry> read_new_entry(const json::value& from) {
  json::Fields f(from);
  NewEntry out;
  out.jws = f.text("jws", 1, limits::kEntryJws);
  out.copies = codec::read_list<Bytes>(f, "copies", 1, 2 * limits::kAddresses,
                                       [](const json::value& copy) { return read_bytes(copy, limits::kSealedCopy); });
  CHECK(f.finish());
  return out;
}

json::object write(const NewEntry& from) {
  return json::object{{"jws", from.jws}, {"copies", codec::write_list(from.copies, write_bytes)}};
}

}  // namespace

json::object write(const SignedJoin& from) { return json::object{{"jws", from.jws}, {"mac", b64(from.mac)}}; }

Result<SignedJoin> read_signed_join(const json::value& from) {
  json::Fields f(from);
  SignedJoin out{.jws = f.text("jws", 1, limits::kJoin), .mac = codec::read_fixed<Hash>(f, "mac")};
  CHECK(f.finish());
  return out;
}

std::string encode(const Health& from) {
  return json::serialize(json::object{{"boot", from.boot}, {"time", from.time}, {"founded", from.founded}});
}
void read(json::Fields& f, Health& out) {
  out.boot = f.text("boot", 22, 22);
  if (!parse_b64<Fixed<struct BootTag, 16>>(out.boot)) f.reject();
  out.time = f.integer("time");
  out.founded = f.boolean("founded");
}

std::string encode(const FoundRequest& from) {
  return json::serialize(json::object{{"genesis", from.genesis}, {"inv", id_text(from.inv)}, {"mac", b64(from.mac)}});
}
void read(json::Fields& f, FoundRequest& out) {
  out.genesis = f.text("genesis", 1, limits::kRosterLink);
  out.inv = codec::read_id<InvitationId>(f, "inv");
  out.mac = codec::read_fixed<Hash>(f, "mac");
}

std::string encode(const Announce& from) {
  return json::serialize(json::object{{"inv", id_text(from.inv)}, {"expires", to_text(from.expires)}});
}
void read(json::Fields& f, Announce& out) {
  out.inv = codec::read_id<InvitationId>(f, "inv");
  out.expires = codec::value_or_reject(parse_day(codec::text_of(f.member("expires"))), f);
}

std::string encode(const EnrolRequest& from) { return json::serialize(json::object{{"join", write(from.join)}}); }
void read(json::Fields& f, EnrolRequest& out) {
  out.join = codec::value_or_reject(read_signed_join(f.member("join")), f);
}

std::string encode(const Enrolments& from) {
  const auto write_join = [](const SignedJoin& join) { return write(join); };
  return json::serialize(json::object{{"joins", codec::write_list(from.joins, write_join)}});
}
void read(json::Fields& f, Enrolments& out) {
  out.joins = codec::read_list<SignedJoin>(f, "joins", 0, limits::kPendingEnrolments, read_signed_join);
}

std::string encode(const LinkRequest& from) {
  return json::serialize(
      json::object{{"link", from.link}, {"blobs", codec::write_list(from.blobs, write_bytes)}, {"log", from.log}});
}
void read(json::Fields& f, LinkRequest& out) {
  out.link = f.text("link", 1, limits::kRosterLink);
  out.blobs = codec::read_list<Bytes>(f, "blobs", 0, limits::kRequestBody / kShortestBlobText,
                                      [](const json::value& blob) { return read_bytes(blob, limits::kBlob); });
  out.log = codec::read_count(f, "log");
}

std::string encode(const EntriesRequest& from) {
  const auto write_entry = [](const NewEntry& entry) { return write(entry); };
  return json::serialize(json::object{{"entries", codec::write_list(from.entries, write_entry)}, {"log", from.log}});
}
void read(json::Fields& f, EntriesRequest& out) {
  out.entries = codec::read_list<NewEntry>(f, "entries", 1, limits::kBatchEntries, read_new_entry);
  out.log = codec::read_count(f, "log");
}

}  // namespace tacit::api
