#include "common/base/json.hpp"

#include <boost/json/basic_parser_impl.hpp>

namespace tacit::json {
namespace {

constexpr Literal kMalformed = "not the exact JSON that the protocol demands";

// Builds a value while refusing what boost::json::parse lets through: duplicate keys (it keeps the last) and
// numbers that are not plain integers. `text` is only needed to see how a number was written.
class StrictHandler {
 public:
  static constexpr std::size_t max_object_size = 100'000;
  static constexpr std::size_t max_array_size = 1'000'000;
  static constexpr std::size_t max_key_size = 256;
  static constexpr std::size_t max_string_size = 24 * 1024 * 1024;

  value result;

  bool on_document_begin(boost::json::error_code&) { return true; }
  bool on_document_end(boost::json::error_code&) { return true; }
  bool on_object_begin(boost::json::error_code& ec) { return open(object(), ec); }
  bool on_object_end(std::size_t, boost::json::error_code&) { return close(); }
  bool on_array_begin(boost::json::error_code& ec) { return open(array(), ec); }
  bool on_array_end(std::size_t, boost::json::error_code&) { return close(); }
  bool on_key_part(std::string_view s, std::size_t, boost::json::error_code&) {
    buffer_.append(s);
    return true;
  }
  bool on_key(std::string_view s, std::size_t, boost::json::error_code&) {
    buffer_.append(s);
    keys_.back().assign(buffer_);
    buffer_.clear();
    return true;
  }
  bool on_string_part(std::string_view s, std::size_t, boost::json::error_code&) {
    buffer_.append(s);
    return true;
  }
  bool on_string(std::string_view s, std::size_t, boost::json::error_code& ec) {
    // Nearly every text comes in one part, and needs no copy besides the one that is kept.
    if (buffer_.empty()) return put(value(s), ec) != nullptr;
    buffer_.append(s);
    const bool placed = put(value(buffer_), ec) != nullptr;
    buffer_.clear();
    return placed;
  }
  bool on_number_part(std::string_view s, boost::json::error_code&) {
    buffer_.append(s);
    return true;
  }
  bool on_int64(std::int64_t i, std::string_view s, boost::json::error_code& ec) {
    buffer_.append(s);
    const bool plain = buffer_.find_first_not_of("0123456789") == std::string::npos;
    buffer_.clear();
    if (!plain || i < 0 || i > kMaxInteger) return refuse(ec);
    return put(value(i), ec) != nullptr;
  }
  bool on_uint64(std::uint64_t, std::string_view, boost::json::error_code& ec) { return refuse(ec); }
  bool on_double(double, std::string_view, boost::json::error_code& ec) { return refuse(ec); }
  bool on_bool(bool b, boost::json::error_code& ec) { return put(value(b), ec) != nullptr; }
  bool on_null(boost::json::error_code& ec) { return put(value(nullptr), ec) != nullptr; }
  bool on_comment_part(std::string_view, boost::json::error_code&) { return true; }
  bool on_comment(std::string_view, boost::json::error_code&) { return true; }

 private:
  static bool refuse(boost::json::error_code& ec) {
    ec = boost::json::error::syntax;
    return false;
  }
  // Null when the object has such a key already.
  value* put(value v, boost::json::error_code& ec) {
    if (stack_.empty()) {
      result = std::move(v);
      return &result;
    }
    value& parent = *stack_.back();
    if (parent.is_array()) {
      parent.as_array().push_back(std::move(v));
      return &parent.as_array().back();
    }
    const auto [placed, fresh] = parent.as_object().emplace(keys_.back(), std::move(v));
    if (!fresh) refuse(ec);
    return fresh ? &placed->value() : nullptr;
  }
  // A parent cannot grow while its child is open, so pointers on the stack stay valid.
  bool open(value v, boost::json::error_code& ec) {
    value* placed = put(std::move(v), ec);
    if (placed == nullptr) return false;
    stack_.push_back(placed);
    keys_.emplace_back();
    return true;
  }
  bool close() {
    stack_.pop_back();
    keys_.pop_back();
    return true;
  }

  std::vector<value*> stack_;
  std::vector<std::string> keys_;
  std::string buffer_;
};

}  // namespace

Result<value> parse(std::string_view text, std::size_t max_bytes) {
  if (text.size() > max_bytes) return fail(Code::too_large, "the JSON text is over its size limit");
  boost::json::parse_options options;
  options.max_depth = kMaxDepth;
  boost::json::basic_parser<StrictHandler> parser(options);
  boost::json::error_code ec;
  const std::size_t used = parser.write_some(false, text.data(), text.size(), ec);
  if (ec || used != text.size() || !parser.done()) return fail(Code::malformed, kMalformed);
  return std::move(parser.handler().result);
}

Fields::Fields(const value& from) {
  if (from.is_object())
    object_ = &from.get_object();
  else
    reject();
}

bool Fields::has(std::string_view key) const { return object_ != nullptr && object_->contains(key); }

const value* Fields::take(std::string_view key) {
  if (object_ == nullptr) return nullptr;
  taken_.push_back(key);
  const value* found = object_->if_contains(key);
  if (found == nullptr) reject();
  return found;
}

std::int64_t Fields::integer(std::string_view key, std::int64_t min, std::int64_t max) {
  const value* v = take(key);
  if (v == nullptr || !v->is_int64() || v->get_int64() < min || v->get_int64() > max) {
    reject();
    return min;
  }
  return v->get_int64();
}

bool Fields::boolean(std::string_view key) {
  const value* v = take(key);
  if (v != nullptr && v->is_bool()) return v->get_bool();
  reject();
  return false;
}

std::string Fields::text(std::string_view key, std::size_t min_bytes, std::size_t max_bytes) {
  const value* v = take(key);
  if (v == nullptr || !v->is_string() || v->get_string().size() < min_bytes || v->get_string().size() > max_bytes) {
    reject();
    return {};
  }
  return std::string(v->get_string());
}

const array& Fields::list(std::string_view key, std::size_t min_items, std::size_t max_items) {
  static const array kEmpty;
  const value* v = take(key);
  if (v == nullptr || !v->is_array() || v->get_array().size() < min_items || v->get_array().size() > max_items) {
    reject();
    return kEmpty;
  }
  return v->get_array();
}

const value& Fields::member(std::string_view key) {
  static const value kNull;
  const value* v = take(key);
  return v == nullptr ? kNull : *v;
}

const object& Fields::members(std::string_view key, std::size_t max_items) {
  static const object kEmpty;
  const value* v = take(key);
  if (v == nullptr || !v->is_object() || v->get_object().size() > max_items) {
    reject();
    return kEmpty;
  }
  return v->get_object();
}

std::optional<std::int64_t> Fields::maybe_integer(std::string_view key, std::int64_t min, std::int64_t max) {
  if (!has(key)) return std::nullopt;
  return integer(key, min, max);
}

std::optional<std::string> Fields::maybe_text(std::string_view key, std::size_t min_bytes, std::size_t max_bytes) {
  if (!has(key)) return std::nullopt;
  return text(key, min_bytes, max_bytes);
}

void Fields::reject() { reject(Error{Code::malformed, "a field is missing, unknown, or not of the demanded form"}); }

void Fields::reject(const Error& error) {
  if (!error_) error_ = error;
}

Result<void> Fields::finish() {
  if (error_) return fail(*error_);
  for (const auto& entry : *object_) {
    const std::string_view key(entry.key().data(), entry.key().size());
    if (std::find(taken_.begin(), taken_.end(), key) == taken_.end()) return fail(Code::malformed, "an unknown field");
  }
  return {};
}

}  // namespace tacit::json
