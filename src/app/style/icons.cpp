#include "app/style/icons.h"

#include "app/style/drawn_icon.h"
#include "app/style/svg_path.h"

#include <QFile>
#include <QGuiApplication>
#include <QPainter>

#include <array>

namespace steward {
namespace {

constexpr qreal lucideSide = 24;

const QPainterPath& pathOfIcon(Icon icon)
{
    // Read once, and never changed: what is built in cannot change.
    static const std::array<QPainterPath, iconCount> paths = [] {
        std::array<QPainterPath, iconCount> all;
        for (int place = 0; place < iconCount; ++place) {
            QFile file(iconFile(static_cast<Icon>(place)));
            if (file.open(QIODevice::ReadOnly))
                all[static_cast<size_t>(place)] = pathOfSvg(file.readAll());
        }
        return all;
    }();
    return paths[static_cast<size_t>(icon)];
}

const char* nameOfIcon(Icon icon)
{
    switch (icon) {
    case Icon::Activity:
        return "activity";
    case Icon::Alert:
        return "triangle-alert";
    case Icon::Bell:
        return "bell";
    case Icon::BookText:
        return "book-text";
    case Icon::Bookmark:
        return "bookmark";
    case Icon::Building:
        return "building-2";
    case Icon::Check:
        return "check";
    case Icon::ChevronDown:
        return "chevron-down";
    case Icon::ChevronRight:
        return "chevron-right";
    case Icon::ChevronUp:
        return "chevron-up";
    case Icon::CircleDot:
        return "circle-dot";
    case Icon::Clock:
        return "rotate-ccw-clock";
    case Icon::Copy:
        return "copy";
    case Icon::CopyCheck:
        return "copy-check";
    case Icon::Database:
        return "database";
    case Icon::Download:
        return "download";
    case Icon::Image:
        return "image";
    case Icon::Maximize:
        return "maximize";
    case Icon::RotateBack:
        return "rotate-ccw";
    case Icon::SkipForward:
        return "skip-forward";
    case Icon::Smartphone:
        return "smartphone";
    case Icon::Undo:
        return "undo-2";
    case Icon::Unlink:
        return "unlink";
    case Icon::Hash:
        return "hash";
    case Icon::Info:
        return "info";
    case Icon::Keyboard:
        return "keyboard";
    case Icon::Layers:
        return "layers";
    case Icon::LayoutGrid:
        return "layout-grid";
    case Icon::Link:
        return "link";
    case Icon::LinkOff:
        return "link-2-off";
    case Icon::ListFilter:
        return "list-filter";
    case Icon::Lock:
        return "lock";
    case Icon::LockOpen:
        return "lock-open";
    case Icon::Menu:
        return "menu";
    case Icon::MessageCircle:
        return "message-circle";
    case Icon::Minus:
        return "minus";
    case Icon::Palette:
        return "palette";
    case Icon::Pause:
        return "pause";
    case Icon::Plug:
        return "plug";
    case Icon::Plus:
        return "plus";
    case Icon::PowerOff:
        return "power-off";
    case Icon::QrCode:
        return "qr-code";
    case Icon::Refresh:
        return "refresh-cw";
    case Icon::Search:
        return "search";
    case Icon::Server:
        return "server";
    case Icon::ServerOff:
        return "server-off";
    case Icon::Settings:
        return "settings";
    case Icon::ShieldCheck:
        return "shield-check";
    case Icon::Sliders:
        return "sliders-horizontal";
    case Icon::Stethoscope:
        return "stethoscope";
    case Icon::Trash:
        return "trash";
    case Icon::Wrench:
        return "wrench";
    case Icon::X:
        return "x";
    case Icon::Zap:
        return "zap";
    case Icon::ClipboardPaste:
        return "clipboard-paste";
    case Icon::Eye:
        return "eye";
    case Icon::FileUp:
        return "file-up";
    case Icon::GraduationCap:
        return "graduation-cap";
    case Icon::Key:
        return "key-round";
    case Icon::Tag:
        return "tag";
    case Icon::Upload:
        return "upload";
    case Icon::Count:
        break;
    }
    return "x";
}

class LucideEngine final : public DrawnIcon {
public:
    LucideEngine(Icon icon, QColor Tokens::*color)
        : m_icon(icon)
        , m_color(color)
    {
    }
    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const Tokens& tokens = Tokens::of(QGuiApplication::palette());
        const QColor& color = mode == QIcon::Disabled ? tokens.quiet
                              : mode == QIcon::Active ? tokens.onFill
                                                      : tokens.*m_color;
        paintIcon(*painter, rect, m_icon, color);
    }
    QIconEngine* clone() const override { return new LucideEngine(m_icon, m_color); }

private:
    Icon m_icon;
    QColor Tokens::*m_color;
};

} // namespace

QString iconFile(Icon icon)
{
    return QStringLiteral(":/icons/lucide/%1.svg").arg(QLatin1String(nameOfIcon(icon)));
}

void paintIcon(QPainter& painter, const QRectF& square, Icon icon, const QColor& color, qreal stroke)
{
    const qreal side = std::min(square.width(), square.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(square.center() - QPointF(side, side) / 2);
    painter.scale(side / lucideSide, side / lucideSide);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, stroke, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(pathOfIcon(icon));
    painter.restore();
}

QIcon makeIcon(Icon icon, QColor Tokens::*color)
{
    return QIcon(new LucideEngine(icon, color));
}

} // namespace steward
