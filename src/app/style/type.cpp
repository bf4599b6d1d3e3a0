#include "app/style/type.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QGuiApplication>
#include <QLayout>
#include <QScreen>
#include <QWidget>

namespace steward {
namespace {

constexpr qreal designPixels = 13;

qreal pixelsOfFont(const QFont& font)
{
    if (font.pixelSize() > 0)
        return font.pixelSize();
    const QScreen* screen = QGuiApplication::primaryScreen();
    return font.pointSizeF() * (screen ? screen->logicalDotsPerInchY() : 96.0) / 72.0;
}

qreal measureOfText(TextSize size)
{
    switch (size) {
    case TextSize::Label:
        return 11;
    case TextSize::Small:
        return 12;
    case TextSize::Body:
        return 13;
    case TextSize::Section:
        return 15;
    case TextSize::Page:
        return 20;
    case TextSize::Number:
        return 28;
    }
    return 13;
}

} // namespace

void applyType(QApplication& application)
{
    const char* const key = "stewardHasInter";
    if (!application.property(key).isValid()) {
        for (const char* weight : {"Regular", "Medium", "SemiBold", "Bold"})
            QFontDatabase::addApplicationFont(QStringLiteral(":/fonts/Inter-%1.otf").arg(QLatin1String(weight)));
        application.setProperty(key, true);
        QFont font = QApplication::font();
        font.setFamilies({QStringLiteral("Inter"), font.family()}); // what Inter has no letters for
        font.setHintingPreference(QFont::PreferNoHinting);
        QApplication::setFont(font);
    }
}

QFont textFont(TextSize size, QFont::Weight weight)
{
    QFont font = QApplication::font();
    const qreal ratio = measureOfText(size) / designPixels;
    if (font.pixelSize() > 0)
        font.setPixelSize(qRound(font.pixelSize() * ratio));
    else
        font.setPointSizeF(font.pointSizeF() * ratio);
    font.setWeight(weight);
    return font;
}

qreal scaledF(qreal measure)
{
    return measure * pixelsOfFont(QApplication::font()) / designPixels;
}

int scaled(qreal measure)
{
    return qRound(scaledF(measure));
}

QMargins readingMargins(int begin, int top, int end, int bottom)
{
    const bool isFromRight = QGuiApplication::layoutDirection() == Qt::RightToLeft;
    return isFromRight ? QMargins(end, top, begin, bottom) : QMargins(begin, top, end, bottom);
}

void turnMargins(const QWidget& form)
{
    for (QLayout* layout : form.findChildren<QLayout*>()) {
        const QMargins margins = layout->contentsMargins();
        layout->setContentsMargins(readingMargins(margins.left(), margins.top(), margins.right(), margins.bottom()));
    }
}

} // namespace steward
