#pragma once

#include "domain/query/problem_groups.h"

#include <QByteArray>
#include <QString>

#include <array>

namespace steward {

/// The parts of the text by which a row is found, in their order. People know the first three.
enum class TextPart : quint8 { Organization, Phones, Names, Instance, Status, Ids };

/// Lower case, without accents; what is no character that one sees becomes a space. What is searched for and what is
/// searched are made alike.
QByteArray foldedText(const QString& text);
/// The digits of a word that holds nothing but digits and the signs that stand between those of phone numbers; else
/// empty.
QByteArray digitsIn(const QByteArray& word);

/// What people call the problems, folded: rows are found by it too. Empty ones find nothing by it.
struct ProblemNames {
    std::array<QByteArray, findingCodeCount> titles;
    std::array<QByteArray, problemGroupCount> groups;
};

/// Adds the row's text, its parts parted by textPartEnd.
constexpr char textPartEnd = '\x1f';
void appendRowText(QByteArray& to, const Audit& audit, const AuditRow& row, const ProblemNames& names);
QByteArrayView textPart(QByteArrayView rowText, TextPart part);
/// The parts that people know.
QByteArrayView textForPeople(QByteArrayView rowText);

} // namespace steward
