#pragma once
#include <concepts>

#include "schema/api.hpp"
#include "schema/codec.hpp"

// What the codecs of schema/api_*.cpp share. Each message has one `read` that fills it field by field.
namespace tacit::api {

constexpr std::size_t kMostItems = 100'000;  // of lists that only the size of the body bounds

template <class M>
concept Request = std::same_as<M, FoundRequest> || std::same_as<M, Announce> || std::same_as<M, EnrolRequest> ||
    std::same_as<M, LinkRequest> || std::same_as<M, EntriesRequest>;

void read(json::Fields& f, Health& out);
void read(json::Fields& f, FoundRequest& out);
void read(json::Fields& f, Appended& out);
void read(json::Fields& f, Announce& out);
void read(json::Fields& f, EnrolRequest& out);
void read(json::Fields& f, Enrolments& out);
void read(json::Fields& f, RosterPage& out);
void read(json::Fields& f, LinkRequest& out);
void read(json::Fields& f, WrapsPage& out);
void read(json::Fields& f, EntriesRequest& out);
void read(json::Fields& f, EntriesAppended& out);
void read(json::Fields& f, EntriesPage& out);
void read(json::Fields& f, SentPage& out);
void read(json::Fields& f, CheckpointAnswer& out);
void read(json::Fields& f, LeavesPage& out);

json::object write(const SignedJoin& from);
Result<SignedJoin> read_signed_join(const json::value& from);

inline json::value write_bytes(const Bytes& from) { return json::value(crypto::to_base64url(from)); }
Result<Bytes> read_bytes(const json::value& from, std::size_t max_bytes);

}  // namespace tacit::api
