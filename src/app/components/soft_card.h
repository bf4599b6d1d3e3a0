#pragma once

#include "app/style/icons.h"
#include "app/style/mark.h"

#include <QFrame>

#include <optional>

class QVBoxLayout;

namespace steward {

class TextLabel;

/// A part of a summary in the colour of what it means: its shape and title, a sentence, and what may stand below.
class SoftCard final : public QFrame {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SoftCard)

public:
    explicit SoftCard(QWidget* parent = nullptr);

    /// Quiet: as any other card.
    void setTitle(const Mark& mark, const QString& title);
    /// Quiet, with an icon where the shape stands.
    void setTitle(Icon icon, const QString& title);
    void setSentence(const QString& sentence);
    QString sentence() const;
    QVBoxLayout& rest() const { return *m_rest; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Mark m_mark;
    std::optional<Icon> m_icon;
    TextLabel* m_title;
    TextLabel* m_sentence;
    QVBoxLayout* m_rest;
};

} // namespace steward
