#include "app/pairing/paired_view.h"

#include "app/components/strip.h"
#include "app/components/text_label.h"
#include "app/pairing/pairing_queue.h"
#include "app/style/icons.h"
#include "app/style/plain_text.h"
#include "app/style/shapes.h"
#include "app/table/cells.h"
#include "ui_paired_view.h"

#include <QHBoxLayout>

namespace steward {
namespace {

constexpr int pairedWidth = 400;
constexpr qreal pairedDisc = 96;
constexpr qreal pairedTick = 48;
constexpr int pairedShape = 16;

QWidget* lineOf(const PairedLine& line, QWidget* parent)
{
    auto* row = new Strip(parent);
    row->setLook(&Tokens::surface, Qt::TopEdge);
    auto* content = new QHBoxLayout(row);
    content->setContentsMargins(0, scaled(9), 0, scaled(9));
    content->setSpacing(scaled(12));
    auto* mark = new QLabel(row);
    mark->setTextFormat(Qt::PlainText);
    const QSize side(scaled(pairedShape), scaled(pairedShape));
    mark->setPixmap(shapeIcon(line.mark, parent->palette()).pixmap(side, parent->devicePixelRatio()));
    content->addWidget(mark);
    content->addWidget(new TextLabel(line.text, TextSize::Body, QFont::Normal, &Tokens::text, row), 1);
    content->addWidget(new TextLabel(line.detail, TextSize::Body, QFont::Normal, &Tokens::quiet, row));
    row->setAccessibleName(line.text);
    row->setAccessibleDescription(line.detail);
    return row;
}

} // namespace

PairedView::PairedView(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::PairedView>())
{
    m_ui->setupUi(this);
    m_ui->disc->setLook(Icon::Check, pairedDisc, pairedTick, &Tokens::goodSoft, &Tokens::good, 2.5);
    m_ui->word->setLook(TextSize::Number, QFont::DemiBold, &Tokens::text);
    m_ui->word->setContentsMargins(0, scaled(20), 0, 0);
    m_ui->number->setLook(TextSize::Page, QFont::Medium, &Tokens::text);
    m_ui->place->setLook(TextSize::Body, QFont::Normal, &Tokens::quiet);
    m_ui->lines->setFixedWidth(scaled(pairedWidth));
    m_ui->linesLayout->setContentsMargins(0, scaled(28), 0, 0);
    m_ui->warning->setFixedWidth(scaled(pairedWidth));
    m_ui->unlinkPhone->setIcon(makeIcon(Icon::Unlink));
    m_ui->layout->insertSpacing(m_ui->layout->indexOf(m_ui->unlinkPhone), scaled(24));
    connect(m_ui->unlinkPhone, &QPushButton::clicked, this, &PairedView::unlinkWanted);
}

PairedView::~PairedView() = default;

void PairedView::setObstacle(const QString& reason)
{
    m_ui->unlinkPhone->setEnabled(reason.isEmpty());
    m_ui->unlinkPhone->setToolTip(escapedToolTip(reason));
}

void PairedView::showPaired(
    const PairingTarget& target, const PairingStatus& status, const std::optional<ChangeItem>& written)
{
    const PairingWords words = pairingWords(status);
    m_ui->number->setText(status.phone ? phoneInGroups(*status.phone) : tr("Its number is not told yet"));
    m_ui->place->setText(breakable(target.wholeTitle()));
    setLines(pairedLines(status, written.value_or(ChangeItem{})));
    m_ui->warning->setTitle(words.mark, tr("Not all of it is done"));
    m_ui->warning->setSentence(words.sentence);
    m_ui->warning->setVisible(!words.sentence.isEmpty());
}

void PairedView::setLines(const std::vector<PairedLine>& lines)
{
    while (QLayoutItem* item = m_ui->linesLayout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const PairedLine& line : lines)
        m_ui->linesLayout->addWidget(lineOf(line, m_ui->lines));
}

} // namespace steward
