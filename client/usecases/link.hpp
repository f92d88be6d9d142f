#pragma once
#include "client/usecases/recording.hpp"

// What auditors are told of two codes of one person: quarter by quarter, since nothing may join a person's quarters.
namespace tacit::usecases {

// What says that these two are one, ready to be saved: for each quarter in which both, or those linked to them before,
// were met, and if there is none a link that auditors are not told of. A record of these two comes first.
Result<std::vector<Vault::NewRecord>> prepare_links(const Recorder& recorder, const TeamId& team, const ClientId& kept,
                                                    const ClientId& duplicate, Day day);

// A client is met on `day`, and `grants` pay for it. Where a duplicate was met in that quarter too and auditors do not
// know yet that both are one person, they are told now; else they would count two.
Result<std::vector<Vault::NewRecord>> prepare_missing_links(const Recorder& recorder, const TeamId& team,
                                                            const ClientId& client, Day day,
                                                            const std::vector<Scope>& grants);

// Of records that are saved together: what auditors are told of two codes more than once stays once.
void drop_repeated_links(std::vector<Vault::NewRecord>& records);

}  // namespace tacit::usecases
