#pragma once

#include "domain/store_records.h"

#include <QObject>

class QLabel;
class QPushButton;
class QToolButton;
class QWidget;

namespace Ui {
class ProfileEditor;
}

namespace steward {

class DoctorPanel;
class ElidedLabel;
class PillLabel;
class StoreTests;
class TextLabel;

/// The cards of the three stores on the page of connections: folded to a line that says where the store is and whether
/// it can be read, or with its fields and what the doctor found.
class StoreCards final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StoreCards)

public:
    StoreCards(Ui::ProfileEditor& fields, StoreTests& tests, QObject* parent);

    /// What stands in the heads follows the fields.
    void showSummaries();
    void unfold(Store store);
    void unfoldAll();
    /// Where there is little room, what the doctor found stands below the fields.
    void setStacked(bool isStacked);
    /// Whether the field stands in the card of that store.
    bool holds(Store store, const QWidget& field) const;

private:
    struct Card {
        QToolButton* fold;
        QLabel* icon;
        TextLabel* title;
        ElidedLabel* summary;
        PillLabel* state;
        QWidget* line;
        QWidget* body;
        DoctorPanel* doctor;
        QPushButton* test;
    };
    Card cardOf(Store store) const;
    static void bindFold(QToolButton& fold, QWidget& line, QWidget& body);
    void show(Store store);

    Ui::ProfileEditor& m_fields;
    StoreTests& m_tests;
};

} // namespace steward
