#pragma once

#include "app/style/tokens.h"

#include <QIcon>

class QPainter;

namespace steward {

/// The icons of Lucide that are built in, each named as its file in resources/icons/lucide.
enum class Icon : quint8 {
    Activity,
    Alert,
    Bell,
    BookText,
    Bookmark,
    Building,
    Check,
    ChevronDown,
    ChevronRight,
    ChevronUp,
    CircleDot,
    ClipboardPaste,
    Clock,
    Copy,
    CopyCheck,
    Database,
    Download,
    Eye,
    FileUp,
    GraduationCap,
    Hash,
    Image,
    Info,
    Key,
    Keyboard,
    Layers,
    LayoutGrid,
    Link,
    LinkOff,
    ListFilter,
    Lock,
    LockOpen,
    Maximize,
    Menu,
    MessageCircle,
    Minus,
    Palette,
    Pause,
    Plug,
    Plus,
    PowerOff,
    QrCode,
    Refresh,
    RotateBack,
    Search,
    Server,
    ServerOff,
    Settings,
    ShieldCheck,
    SkipForward,
    Sliders,
    Smartphone,
    Stethoscope,
    Tag,
    Trash,
    Undo,
    Unlink,
    Upload,
    Wrench,
    X,
    Zap,
    Count
};
constexpr int iconCount = static_cast<int>(Icon::Count);

QString iconFile(Icon icon); ///< in the resources
/// Paints it over the square; `stroke` as if the icon were 24 wide: 1.75, in small ones 2, a tick 3.
void paintIcon(QPainter& painter, const QRectF& square, Icon icon, const QColor& color, qreal stroke = 1.75);
/// In the second colour of text, or in the given one, of whatever palette holds when it is painted; white in
/// QIcon::Active, which the style uses on a fill. Sharp at every size.
QIcon makeIcon(Icon icon, QColor Tokens::*color = &Tokens::text2);

} // namespace steward
