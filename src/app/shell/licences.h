#pragma once

#include <QString>

#include <vector>

namespace steward {

struct Licence {
    QString title; ///< whose, and which
    QString text;
};

/// Of Steward, of what is built into it, and of the libraries it runs with.
std::vector<Licence> licences();

} // namespace steward
