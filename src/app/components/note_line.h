#pragma once

#include "app/style/mark.h"

#include <QWidget>

class QSpacerItem;

namespace steward {

class TextLabel;

/// A small sentence below a field, with the shape of what it means before it. Takes no room while it says nothing.
class NoteLine final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NoteLine)

public:
    explicit NoteLine(QWidget* parent = nullptr);
    void setNote(const Mark& mark, const QString& text);
    QString text() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Mark m_mark;
    QSpacerItem* m_room; ///< of the shape; the layout's
    TextLabel* m_text;
};

} // namespace steward
