#pragma once

#include <QApplication>
#include <QFont>

namespace steward::test {

/// The desktop's text at so many percent, until its end.
class TextAt final {
    Q_DISABLE_COPY_MOVE(TextAt)

public:
    explicit TextAt(int percent)
        : m_usual(QApplication::font())
    {
        QFont font = m_usual;
        if (font.pixelSize() > 0)
            font.setPixelSize(font.pixelSize() * percent / 100);
        else
            font.setPointSizeF(font.pointSizeF() * percent / 100);
        QApplication::setFont(font);
    }
    ~TextAt() { QApplication::setFont(m_usual); }

private:
    const QFont m_usual;
};

} // namespace steward::test
