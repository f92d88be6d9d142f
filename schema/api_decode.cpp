#include "schema/api_codec.hpp"

namespace tacit::api {

Result<Bytes> read_bytes(const json::value& from, std::size_t max_bytes) {
  if (!from.is_string()) return fail(Code::malformed, "not a text of bytes");
  const std::string_view text = codec::text_of(from);
  if (text.size() > (max_bytes * 4 + 2) / 3) return fail(Code::too_large, "an object over its size limit");
  return crypto::from_base64url(text);
}

template <class Message>
Result<Message> decode(std::string_view body) {
  TRY(const json::value from, json::parse(body, Request<Message> ? limits::kRequestBody : limits::kAnswerBody));
  json::Fields f(from);
  Message out{};
  read(f, out);
  CHECK(f.finish());
  return out;
}

template Result<Health> decode(std::string_view);
template Result<FoundRequest> decode(std::string_view);
template Result<Appended> decode(std::string_view);
template Result<Announce> decode(std::string_view);
template Result<EnrolRequest> decode(std::string_view);
template Result<Enrolments> decode(std::string_view);
template Result<RosterPage> decode(std::string_view);
template Result<LinkRequest> decode(std::string_view);
template Result<WrapsPage> decode(std::string_view);
template Result<EntriesRequest> decode(std::string_view);
template Result<EntriesAppended> decode(std::string_view);
template Result<EntriesPage> decode(std::string_view);
template Result<SentPage> decode(std::string_view);
template Result<CheckpointAnswer> decode(std::string_view);
template Result<LeavesPage> decode(std::string_view);

}  // namespace tacit::api
