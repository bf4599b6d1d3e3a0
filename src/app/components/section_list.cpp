#include "app/components/section_list.h"

#include "app/style/painting.h"

#include <QStyledItemDelegate>

namespace steward {
namespace {

constexpr qreal sectionsWidth = 196;
constexpr qreal sectionHeight = 32;
constexpr qreal headingHeight = 34;
constexpr qreal sectionInset = 8;
constexpr qreal sectionIcon = 16;

enum SectionRole { KeyRole = Qt::UserRole, IconRole };

/// A heading is what cannot be chosen.
bool isSectionHeading(const QModelIndex& index)
{
    return !index.flags().testFlag(Qt::ItemIsSelectable);
}

class SectionDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override
    {
        return {scaled(100), scaled(isSectionHeading(index) ? headingHeight : sectionHeight)};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Tokens& tokens = Tokens::of(option.palette);
        const QRectF line = QRectF(option.rect).adjusted(scaledF(sectionInset), 0, -scaledF(sectionInset), 0);
        const bool isMirrored = option.direction == Qt::RightToLeft;
        const int side = isMirrored ? Qt::AlignRight : Qt::AlignLeft;
        const QRectF inner = line.adjusted(scaledF(sectionInset), 0, -scaledF(sectionInset), 0);
        if (isSectionHeading(index)) {
            painter->setFont(textFont(TextSize::Label, QFont::DemiBold));
            painter->setPen(tokens.quiet);
            painter->drawText(inner.adjusted(0, 0, 0, -scaledF(5)), side | Qt::AlignBottom, index.data().toString());
            return;
        }
        const bool isChosen = option.state.testFlag(QStyle::State_Selected);
        if (isChosen || option.state.testFlag(QStyle::State_MouseOver))
            paintBox(*painter, line, controlRadius, isChosen ? tokens.selection : tokens.hover, Qt::transparent);
        if (option.state.testFlag(QStyle::State_HasFocus))
            paintBox(*painter, line, controlRadius, Qt::transparent, tokens.accentText, scaledF(focusRing));
        const qreal icon = scaledF(sectionIcon);
        const QRectF square(
            isMirrored ? inner.right() - icon : inner.left(), inner.center().y() - icon / 2, icon, icon);
        const QColor& front = isChosen ? tokens.accentText : tokens.text;
        paintIcon(*painter, square, static_cast<Icon>(index.data(IconRole).toInt()), isChosen ? front : tokens.text2);
        painter->setFont(textFont(TextSize::Body, isChosen ? QFont::DemiBold : QFont::Normal));
        painter->setPen(front);
        const qreal used = icon + scaledF(sectionInset);
        const QRectF room = inner.adjusted(isMirrored ? 0 : used, 0, isMirrored ? -used : 0, 0);
        painter->drawText(
            room, side | Qt::AlignVCenter | Qt::TextSingleLine,
            QFontMetricsF(painter->font()).elidedText(index.data().toString(), Qt::ElideRight, room.width()));
    }
};

} // namespace

SectionList::SectionList(QWidget* parent)
    : QListWidget(parent)
{
    setItemDelegate(new SectionDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFixedWidth(scaled(sectionsWidth));
    connect(this, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* item) {
        if (item)
            Q_EMIT sectionChosen(item->data(KeyRole).toInt());
    });
}

void SectionList::addHeading(const QString& title)
{
    auto* item = new QListWidgetItem(title, this);
    item->setFlags(Qt::NoItemFlags); // the keys pass it over
}

void SectionList::addSection(int key, Icon icon, const QString& title)
{
    auto* item = new QListWidgetItem(title);
    item->setData(KeyRole, key);
    item->setData(IconRole, static_cast<int>(icon));
    addItem(item);
}

void SectionList::choose(int key)
{
    for (int row = 0; row < count(); ++row) {
        const QListWidgetItem* one = item(row);
        if (one->flags().testFlag(Qt::ItemIsSelectable) && one->data(KeyRole).toInt() == key)
            setCurrentRow(row);
    }
}

int SectionList::chosen() const
{
    const QListWidgetItem* item = currentItem();
    return item ? item->data(KeyRole).toInt() : -1;
}

void SectionList::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), Tokens::of(palette()).side);
    painter.end();
    QListWidget::paintEvent(event);
}

} // namespace steward
