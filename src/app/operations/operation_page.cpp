#include "app/operations/operation_page.h"

#include "app/operations/operation_view.h"
#include "app/operations/run_step.h"
#include "app/style/plain_text.h"
#include "ui_operation_page.h"

#include <QKeyEvent>

namespace steward {
namespace {

constexpr int longTrail = 948; ///< in the design's pixels

} // namespace

OperationPage::OperationPage(const Words& words, OperationService& operations, Start start, QWidget* parent)
    : StepPage(parent)
    , m_ui(std::make_unique<Ui::OperationPage>())
    , m_operations(operations)
    , m_what(words.activity)
    , m_again(words.again)
    , m_start(std::move(start))
{
    m_ui->setupUi(this);
    setProperty("hasHead", true);
    layOut(words);
    m_ui->run->start(operations);
    connectParts();
    showGo();
    if (words.go.isEmpty())
        begin();
    else
        m_ui->cancel->setDefault(true);
}

OperationPage::~OperationPage() = default;

void OperationPage::layOut(const Words& words)
{
    setWindowTitle(words.title);
    const int side = scaled(24);
    m_ui->head->setLook(&Tokens::surface, Qt::BottomEdge);
    m_ui->headLayout->setContentsMargins(side, scaled(14), side, scaled(14));
    m_ui->headLayout->setSpacing(scaled(16));
    m_ui->headWords->setSpacing(scaled(2));
    m_ui->title->setLook(TextSize::Page, QFont::DemiBold, &Tokens::text);
    m_ui->title->setText(breakable(words.title));
    m_ui->sentence->setLook(TextSize::Body, QFont::Normal, &Tokens::quiet);
    m_ui->sentence->setText(breakable(words.what));
    m_ui->trail->setSteps({tr("Review"), tr("Run")});
    m_ui->trail->setVisible(!words.go.isEmpty());
    m_ui->linesLayout->setContentsMargins(side, scaled(16), side, scaled(16));
    m_ui->linesPlace->setBackgroundRole(QPalette::Base);
    m_ui->foot->setLook(&Tokens::side, Qt::TopEdge);
    m_ui->footLayout->setContentsMargins(side, scaled(10), side, scaled(10));
    m_ui->confirmWords->setLook(TextSize::Body, QFont::DemiBold, &Tokens::text);
    m_ui->confirmWords->setMinimumWidth(scaled(260));
    m_ui->confirm->setFixedWidth(scaled(220));
    m_ui->go->setText(words.go);
}

void OperationPage::connectParts()
{
    connect(m_ui->confirm, &QLineEdit::textChanged, this, &OperationPage::showGo);
    connect(m_ui->go, &QPushButton::clicked, this, &OperationPage::begin);
    connect(m_ui->cancel, &QPushButton::clicked, this, &OperationPage::reject);
    connect(m_ui->run, &RunStep::closed, this, &OperationPage::reject);
    const OperationView& shown = m_ui->run->shown();
    connect(&shown, &OperationView::retryWanted, this, &OperationPage::retryWanted);
    connect(&shown, &OperationView::journalWanted, this, &OperationPage::journalWanted);
    connect(&shown, &OperationView::undoWanted, this, &OperationPage::undoWanted);
}

StatusList::Line OperationPage::consequence(const QString& sentence)
{
    return {{MarkShape::Arrow, Tone::Warning}, sentence, {}, false};
}

const std::vector<StatusList::Line>& OperationPage::lines() const
{
    return m_ui->lines->lines();
}

void OperationPage::showLooking(const QString& sentence)
{
    m_ui->lines->setLines({{{MarkShape::Working, Tone::Quiet}, sentence, {}, false}});
}

void OperationPage::setGo(const QString& words)
{
    m_ui->go->setText(words);
}

void OperationPage::allowGo(
    std::vector<StatusList::Line> lines, const std::optional<Error>& refusal,
    const std::optional<Confirmation>& confirm)
{
    if (refusal)
        lines.push_back({{MarkShape::Triangle, Tone::Error}, tr("It is not done."), {refusal->sentence}, true});
    m_ui->lines->setLines(lines);
    m_confirm = refusal ? std::nullopt : confirm;
    m_isAllowed = !refusal;
    if (m_confirm) {
        //: %1 is a name or a number, to be typed so
        m_ui->confirmWords->setText(breakable(tr("To go on, type: %1").arg(m_confirm->asked)));
    }
    showGo();
    takeFocus();
}

std::optional<QString> OperationPage::typed() const
{
    return m_confirm && m_confirm->isMetBy(m_ui->confirm->text()) ? std::optional(m_confirm->passes) : std::nullopt;
}

void OperationPage::showGo()
{
    m_ui->confirmWords->setVisible(m_confirm.has_value());
    m_ui->confirm->setVisible(m_confirm.has_value());
    m_ui->go->setEnabled(m_isAllowed && (!m_confirm || m_confirm->isMetBy(m_ui->confirm->text())));
}

void OperationPage::takeFocus()
{
    if (m_confirm)
        m_ui->confirm->setFocus();
    else
        m_ui->cancel->setFocus();
}

void OperationPage::begin()
{
    if (m_activity)
        return;
    m_ui->sentence->hide(); // the operation says how it stands
    m_ui->trail->setCurrent(1);
    m_activity =
        StepOperation::begin(m_operations.activities(), m_what, this, {.stopWords = tr("S&top"), .again = m_again});
    m_ui->pages->setCurrentWidget(m_ui->run);
    m_ui->run->follow(m_activity->operation(), mayGoToBackground(*this));
    m_start(*this);
}

void OperationPage::showEvent(QShowEvent* event)
{
    StepPage::showEvent(event);
    if (m_ui->pages->currentWidget() == m_ui->review)
        takeFocus();
}

void OperationPage::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && focusWidget() == m_ui->confirm)
        return;
    StepPage::keyPressEvent(event);
}

void OperationPage::resizeEvent(QResizeEvent* event)
{
    StepPage::resizeEvent(event);
    m_ui->trail->setShort(width() < scaled(longTrail));
}

} // namespace steward
