#pragma once
#include "schema/record.hpp"

// The bodies of kind "stock", of all versions. Private to schema/: record.hpp says how they are read and written.
namespace tacit::record {

json::object body_of(const StockReceive& r);
json::object body_of(const StockIssue& r);
json::object body_of(const StockHandOut& r);
json::object body_of(const StockMove& r);
json::object body_of(const StockCount& r);
bool says_more(const StockReceive& r);  // than version 1 can

Result<Body> decode_stock(const json::value& body);     // version 1
Result<Body> decode_hand_out(const json::value& body);  // version 2
Result<Body> decode_supply(const json::value& body);    // version 3

}  // namespace tacit::record
