#pragma once

#include "app/pairing/qr_view.h"

#include <QFrame>

namespace steward {

/// The code on a card of its own, white whatever the theme; while there is none, a plain one.
class CodeCard final : public QFrame {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CodeCard)

public:
    explicit CodeCard(QWidget* parent = nullptr);
    void setCode(const std::optional<QrCode>& code);
    /// The code's side with its quiet zone, in the design's pixels.
    void setSide(int side);
    QrView& view() const { return *m_view; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QrView* m_view;
};

/// The eight characters that are typed on the phone, each on a tile, four and four.
class CharacterTiles final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CharacterTiles)

public:
    explicit CharacterTiles(QWidget* parent = nullptr);
    void setCharacters(const QString& characters);
    const QString& characters() const { return m_characters; }
    /// Where there is little room.
    void setSmall(bool isSmall);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_characters;
    bool m_isSmall = false;
};

} // namespace steward
