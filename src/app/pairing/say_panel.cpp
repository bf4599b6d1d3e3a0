#include "app/pairing/say_panel.h"

#include "app/pairing/pairing_desk.h"
#include "app/pairing/pairing_words.h"
#include "app/style/button_painting.h"
#include "app/style/icons.h"
#include "app/style/plain_text.h"
#include "app/table/cells.h"
#include "ui_say_panel.h"
#include "workflows/creation/creation_request.h"

#include <QKeySequence>

namespace steward {
namespace {

constexpr int sayIcon = 18;

bool isPairedNow(const PairingDesk& desk)
{
    const PairingQueue::Entry* now = desk.queue().now();
    return now && now->state == PairingQueue::State::Paired;
}

} // namespace

SayPanel::SayPanel(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::SayPanel>())
{
    m_ui->setupUi(this);
    layOut();
    connect(m_ui->language, &StepsLanguageBox::languageChanged, this, &SayPanel::showSteps);
    connect(m_ui->phone, &QLineEdit::textChanged, this, &SayPanel::showNumber);
    connect(m_ui->phone, &QLineEdit::returnPressed, this, &SayPanel::pairByNumber);
    connect(m_ui->byNumber, &QPushButton::clicked, this, &SayPanel::pairByNumber);
    connect(m_ui->goOn, &QPushButton::clicked, this, &SayPanel::pressGoOn);
}

SayPanel::~SayPanel() = default;

void SayPanel::layOut()
{
    m_ui->whole->setLook(&Tokens::win, Qt::LeftEdge);
    m_ui->scroll->viewport()->setAutoFillBackground(false);
    m_ui->content->setAutoFillBackground(false);
    m_ui->contentLayout->setContentsMargins(scaled(22), scaled(24), scaled(22), scaled(24));
    m_ui->sayLayout->setSpacing(scaled(14));
    m_ui->sayTitle->setLook(TextSize::Section, QFont::DemiBold, &Tokens::text);
    m_ui->cameraLayout->setContentsMargins(scaled(16), scaled(14), scaled(16), scaled(14));
    m_ui->cameraLayout->setSpacing(scaled(2));
    m_ui->cameraTitle->setLook(TextSize::Body, QFont::DemiBold, &Tokens::text);
    m_ui->cameraSentence->setLook(TextSize::Body, QFont::Normal, &Tokens::text2);
    m_ui->numberRow->setContentsMargins(0, scaled(8), 0, 0);
    m_ui->numberRow->setSpacing(scaled(8));
    m_ui->expected->setLook(TextSize::Body, QFont::Normal, &Tokens::text2);
    m_ui->expectedRow->setSpacing(scaled(10));
    m_ui->nextLayout->setContentsMargins(scaled(20), scaled(20), scaled(20), scaled(20));
    m_ui->nextLayout->setSpacing(scaled(2));
    m_ui->nextWord->setLook(TextSize::Body, QFont::Normal, &Tokens::quiet);
    m_ui->nextName->setLook(TextSize::Section, QFont::DemiBold, &Tokens::text);
    m_ui->nextClinic->setLook(TextSize::Body, QFont::Normal, &Tokens::text2);
    m_ui->nextClinic->setContentsMargins(0, 0, 0, scaled(10));
    const QSize side(scaled(sayIcon), scaled(sayIcon));
    m_ui->expectedIcon->setPixmap(makeIcon(Icon::Smartphone).pixmap(side, devicePixelRatio()));
    setButtonKey(*m_ui->goOn, QKeySequence(Qt::Key_Enter).toString(QKeySequence::NativeText));
}

void SayPanel::follow(PairingDesk& desk)
{
    m_desk = &desk;
    connect(&desk, &PairingDesk::changed, this, &SayPanel::showDesk);
    showDesk();
}

void SayPanel::setNarrow(bool isNarrow)
{
    for (QBoxLayout* row : {m_ui->numberRow, m_ui->sayHead})
        row->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    const int side = isNarrow ? 18 : 22;
    m_ui->contentLayout->setContentsMargins(scaled(side), scaled(20), scaled(side), scaled(20));
}

void SayPanel::showDesk()
{
    const PairingQueue::Entry* now = m_desk->queue().now();
    const bool isPaired = isPairedNow(*m_desk);
    const bool isOtherPhone = m_desk->status().phase == PairingStatus::Phase::Open && !isPaired;
    m_ui->sayPart->setVisible(now && !isPaired && !isOtherPhone);
    const InstanceName of = now ? now->target.name : InstanceName();
    const std::optional<PhoneNumber>& expected = m_desk->status().expectedPhone;
    if (m_of != of || (!m_ui->phone->isModified() && expected))
        m_ui->phone->setText(expected ? phoneInGroups(*expected) : QString());
    m_of = of;
    showSteps();
    showNext(isPaired);
    showNumber();
}

void SayPanel::showSteps()
{
    const auto& byNumber = m_desk->byNumber();
    m_ui->steps->setSteps(stepsOnThePhone(m_ui->language->language(), byNumber.has_value()));
    m_ui->camera->setVisible(!byNumber);
    //: %1 is a phone number
    m_ui->expected->setText(
        byNumber ? tr("They work only on %1.").arg(phoneInGroups(*byNumber))
                 : expectedSentence(m_desk->status().expectedPhone));
}

void SayPanel::showNext(bool isPaired)
{
    const PairingQueue& queue = m_desk->queue();
    const int next = queue.next();
    const bool isOffered = next >= 0 && (isPaired || !queue.now());
    m_ui->nextCard->setVisible(isOffered || isPaired);
    if (isOffered) {
        const PairingTarget& target = queue.entries()[static_cast<size_t>(next)].target;
        m_ui->nextWord->setText(tr("Next. It starts when you say so."));
        m_ui->nextName->setText(breakable(target.title));
        m_ui->nextClinic->setText(breakable(target.clinic));
        m_ui->goOn->setText(tr("Start now"));
        //: %1 is an organization
        m_ui->goOn->setAccessibleName(tr("Start now: %1").arg(target.title));
    } else {
        m_ui->nextWord->setText(tr("Nobody else waits."));
        m_ui->nextName->setText(queueCount(queue));
        m_ui->nextClinic->clear();
        m_ui->goOn->setText(tr("Done"));
        m_ui->goOn->setAccessibleName(tr("Done"));
    }
    m_ui->nextClinic->setVisible(!m_ui->nextClinic->text().isEmpty());
}

void SayPanel::showNumber()
{
    const QString typed = m_ui->phone->text().trimmed();
    const std::optional<QString> trouble = typed.isEmpty() ? std::nullopt : validatePhone(typed);
    m_ui->phoneNote->setNote({MarkShape::Triangle, Tone::Error}, trouble.value_or(QString()));
    m_ui->byNumber->setEnabled(!typed.isEmpty() && !trouble);
}

void SayPanel::pairByNumber()
{
    if (!m_ui->byNumber->isEnabled())
        return;
    if (const std::optional<PhoneNumber> number = PhoneNumber::fromText(m_ui->phone->text()))
        m_desk->pairByNumber(*number);
}

bool SayPanel::pressGoOn()
{
    if (m_ui->nextCard->isHidden())
        return false;
    if (m_desk->queue().next() >= 0)
        m_desk->startNext();
    else
        m_desk->finish();
    return true;
}

void SayPanel::focusGoOn()
{
    m_ui->goOn->setFocus();
}

} // namespace steward
