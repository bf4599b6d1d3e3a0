#include "app/pairing/queue_panel.h"

#include "app/pairing/pairing_desk.h"
#include "app/pairing/queue_delegate.h"
#include "app/style/icons.h"
#include "app/style/item_roles.h"
#include "app/style/plain_text.h"
#include "app/style/shapes.h"
#include "ui_queue_panel.h"

namespace steward {
namespace {

constexpr int queueBar = 6;
constexpr int shortBar = 120;

} // namespace

QueuePanel::QueuePanel(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::QueuePanel>())
{
    m_ui->setupUi(this);
    layOut();
    connect(m_ui->queue, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) {
        const int place = m_ui->queue->row(item);
        const PairingQueue::State state = m_desk->queue().entries()[static_cast<size_t>(place)].state;
        if (state != PairingQueue::State::Paired && state != PairingQueue::State::Now)
            m_desk->begin(place);
    });
    for (QPushButton* add : {m_ui->add, m_ui->shortAdd})
        connect(add, &QPushButton::clicked, this, &QueuePanel::addWanted);
    for (QPushButton* skip : {m_ui->skip, m_ui->shortSkip})
        connect(skip, &QPushButton::clicked, this, [this] { m_desk->skip(); });
}

QueuePanel::~QueuePanel() = default;

void QueuePanel::layOut()
{
    m_ui->whole->setLook(&Tokens::side, Qt::RightEdge);
    m_ui->wholeLayout->setContentsMargins(scaled(16), scaled(16), scaled(16), scaled(12));
    m_ui->wholeLayout->insertSpacing(m_ui->wholeLayout->indexOf(m_ui->queue), scaled(8));
    m_ui->wholeLayout->insertSpacing(m_ui->wholeLayout->indexOf(m_ui->progress), scaled(4));
    m_ui->line->setLook(&Tokens::side, Qt::BottomEdge);
    m_ui->lineLayout->setContentsMargins(scaled(24), scaled(8), scaled(24), scaled(8));
    m_ui->lineLayout->setSpacing(scaled(12));
    m_ui->today->setLook(TextSize::Section, QFont::DemiBold, &Tokens::text);
    for (TextLabel* count : {m_ui->count, m_ui->shortCount})
        count->setLook(TextSize::Body, QFont::Normal, &Tokens::quiet);
    for (QProgressBar* bar : {m_ui->progress, m_ui->shortProgress})
        bar->setFixedHeight(scaled(queueBar));
    m_ui->shortProgress->setFixedWidth(scaled(shortBar));
    m_ui->shortName->setLook(TextSize::Body, QFont::DemiBold, &Tokens::text);
    m_ui->queue->setItemDelegate(new QueueDelegate(this));
    m_ui->queue->viewport()->setAutoFillBackground(false);
    for (QPushButton* add : {m_ui->add, m_ui->shortAdd})
        add->setIcon(makeIcon(Icon::Plus));
    for (QPushButton* skip : {m_ui->skip, m_ui->shortSkip})
        skip->setIcon(makeIcon(Icon::SkipForward));
    setShort(false);
}

void QueuePanel::follow(PairingDesk& desk)
{
    m_desk = &desk;
    connect(&desk, &PairingDesk::changed, this, &QueuePanel::showQueue);
    showQueue();
}

void QueuePanel::setShort(bool isShort)
{
    m_ui->whole->setVisible(!isShort);
    m_ui->line->setVisible(isShort);
}

void QueuePanel::showQueue()
{
    const PairingQueue& queue = m_desk->queue();
    const int all = static_cast<int>(queue.entries().size());
    for (TextLabel* count : {m_ui->count, m_ui->shortCount})
        count->setText(queueCount(queue));
    for (QProgressBar* bar : {m_ui->progress, m_ui->shortProgress}) {
        bar->setMaximum(std::max(all, 1));
        bar->setValue(queue.paired());
    }
    const PairingQueue::Entry* now = queue.now();
    const bool isToDo = now && now->state != PairingQueue::State::Paired;
    m_ui->shortName->setText(now ? now->target.title : QString());
    const int side = scaled(14);
    m_ui->shortMark->setPixmap(
        now ? shapeIcon(queueMark(now->state), palette()).pixmap(QSize(side, side), devicePixelRatio()) : QPixmap());
    for (QPushButton* skip : {m_ui->skip, m_ui->shortSkip}) {
        skip->setEnabled(isToDo);
        skip->setText(m_desk->isRunning() && queue.next() < 0 ? tr("Stop pairing") : tr("Skip this one"));
        skip->setAccessibleName(skip->text());
    }
    fillList();
}

void QueuePanel::fillList()
{
    const PairingQueue& queue = m_desk->queue();
    const int all = static_cast<int>(queue.entries().size());
    while (m_ui->queue->count() < all)
        m_ui->queue->addItem(QString());
    while (m_ui->queue->count() > all)
        delete m_ui->queue->takeItem(all);
    for (int place = 0; place < all; ++place) {
        const PairingQueue::Entry& entry = queue.entries()[static_cast<size_t>(place)];
        QListWidgetItem& item = *m_ui->queue->item(place);
        const QString line = queueLine(queue, place);
        item.setText(entry.target.title);
        item.setData(DetailRole, line);
        item.setData(MarkRole, QVariant::fromValue(queueMark(entry.state)));
        item.setData(QuietRole, place != queue.current());
        item.setData(Qt::AccessibleTextRole, QString(entry.target.title + QStringLiteral(", ") + line));
        item.setToolTip(escapedToolTip(entry.target.name.text()));
    }
    if (queue.current() >= 0)
        m_ui->queue->scrollToItem(m_ui->queue->item(queue.current()));
}

} // namespace steward
