#pragma once
#include <gtest/gtest.h>

#include "client/vault/parts.hpp"

namespace tacit::test {

// The sums that are kept by day are those of the facts, and every code is known that a fact has.
inline void expect_tallies_fit(Vault& vault) {
  Database& db = vault.parts().db;
  EXPECT_EQ(db.integer("SELECT count(*) FROM"
                       " (SELECT face, measure, counted, code, kind, sum(quantity) AS quantity FROM fact"
                       "  GROUP BY face, measure, counted, code, kind"
                       "  EXCEPT SELECT face, measure, counted, code, kind, quantity FROM tally)"),
            0);
  EXPECT_EQ(db.integer("SELECT count(*) FROM"
                       " (SELECT face, measure, counted, code, kind, quantity FROM tally WHERE quantity <> 0"
                       "  EXCEPT SELECT face, measure, counted, code, kind, sum(quantity) FROM fact"
                       "  GROUP BY face, measure, counted, code, kind)"),
            0);
  EXPECT_EQ(db.integer("SELECT count(*) FROM (SELECT face, measure, code FROM fact EXCEPT SELECT face, measure, code"
                       " FROM fact_code)"),
            0);
}

}  // namespace tacit::test
