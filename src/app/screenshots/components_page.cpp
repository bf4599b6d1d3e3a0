#include "app/screenshots/components_page.h"

#include "app/components/banner.h"
#include "app/components/card.h"
#include "app/components/charts.h"
#include "app/components/environment_tag.h"
#include "app/components/pill.h"
#include "app/components/store_cells.h"
#include "app/components/text_label.h"
#include "app/components/toast.h"
#include "app/screenshots/component_samples.h"
#include "app/style/button_painting.h"
#include "app/style/field_painting.h"

#include <QCheckBox>
#include <QMenu>
#include <QRadioButton>
#include <QVBoxLayout>

namespace steward {
namespace {

/// Widgets beside each other, from the left.
QHBoxLayout* widgetRow(const QList<QWidget*>& widgets, qreal spacing = 8)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(scaled(spacing));
    for (QWidget* widget : widgets)
        row->addWidget(widget);
    row->addStretch(1);
    return row;
}

QPushButton* sampleButton(const QString& text, ButtonKind kind = ButtonKind::Default, const QIcon& icon = {})
{
    auto* button = new QPushButton(icon, text);
    setButtonKind(*button, kind);
    return button;
}

QPushButton* withSize(QPushButton* button, ButtonSize size)
{
    setButtonSize(*button, size);
    return button;
}

} // namespace

ComponentsPage::ComponentsPage(QWidget* parent)
    : QWidget(parent)
{
    auto* page = new QHBoxLayout(this);
    page->setContentsMargins(scaled(24), scaled(20), scaled(24), scaled(20));
    page->setSpacing(scaled(16));
    using Adder = void (ComponentsPage::*)(QVBoxLayout*);
    const QList<QList<Adder>> columns{
        {&ComponentsPage::addButtons, &ComponentsPage::addInputs, &ComponentsPage::addType, &ComponentsPage::addCharts},
        {&ComponentsPage::addPills, &ComponentsPage::addStores, &ComponentsPage::addSeverity,
         &ComponentsPage::addEnvironments, &ComponentsPage::addColors},
        {&ComponentsPage::addBanners, &ComponentsPage::addToasts, &ComponentsPage::addDialog}};
    for (const QList<Adder>& adders : columns) {
        auto* column = new QVBoxLayout;
        column->setSpacing(scaled(16));
        for (const Adder add : adders)
            (this->*add)(column);
        column->addStretch(1);
        page->addLayout(column, 1);
    }
}

QVBoxLayout* ComponentsPage::addCard(QVBoxLayout* column, const QString& title)
{
    auto* card = new Card;
    auto* lines = new QVBoxLayout(card);
    lines->setContentsMargins(scaled(17), scaled(15), scaled(17), scaled(17));
    lines->setSpacing(scaled(10));
    lines->addWidget(new TextLabel(title, TextSize::Body, QFont::DemiBold));
    column->addWidget(card);
    return lines;
}

void ComponentsPage::addButtons(QVBoxLayout* column)
{
    QVBoxLayout* card = addCard(column, tr("Buttons"));
    card->addLayout(widgetRow(
        {sampleButton(tr("Primary"), ButtonKind::Primary, makeIcon(Icon::Plus)), sampleButton(tr("Default")),
         sampleButton(tr("Ghost"), ButtonKind::Ghost),
         sampleButton(tr("Delete 6"), ButtonKind::Danger, makeIcon(Icon::Trash))}));
    auto* menu = sampleButton(tr("Menu"));
    menu->setMenu(new QMenu(menu));
    auto* off = sampleButton(tr("Off"));
    off->setEnabled(false);
    card->addLayout(widgetRow(
        {sampleButton(tr("Delete…"), ButtonKind::DangerText, makeIcon(Icon::Trash, &Tokens::bad)), menu, off,
         new SampleButton(tr("Hover"), QStyle::State_MouseOver),
         new SampleButton(tr("Focus"), QStyle::State_HasFocus)}));
    auto* alone = sampleButton({}, ButtonKind::Default, makeIcon(Icon::Refresh));
    alone->setAccessibleName(tr("Read again"));
    card->addLayout(widgetRow(
        {withSize(sampleButton(tr("Small 28")), ButtonSize::Small), sampleButton(tr("Default 32")),
         withSize(sampleButton(tr("Large 40")), ButtonSize::Large), alone}));
}

void ComponentsPage::addInputs(QVBoxLayout* column)
{
    QVBoxLayout* card = addCard(column, tr("Inputs"));
    const auto field = [](const QString& text, QStyle::State state = {}) { return new SampleField(text, state); };
    auto* wrong = field(tr("Error"));
    setFieldError(*wrong, true);
    auto* off = field(tr("Off"));
    off->setEnabled(false);
    for (const auto& [left, right] :
         {std::pair(field(tr("Clínica Boa Semente")), field(tr("Focus"), QStyle::State_HasFocus)),
          std::pair(wrong, off)}) {
        auto* row = new QHBoxLayout;
        row->setSpacing(scaled(8));
        row->addWidget(left, 1);
        row->addWidget(right, 1);
        card->addLayout(row);
    }
    auto* on = new QCheckBox(tr("On"));
    on->setChecked(true);
    auto* some = new QCheckBox(tr("Some"));
    some->setTristate(true);
    some->setCheckState(Qt::PartiallyChecked);
    auto* one = new QRadioButton(tr("One"));
    one->setChecked(true);
    card->addLayout(widgetRow({new QCheckBox(tr("Off")), on, some, one, new QRadioButton(tr("Other"))}, 16));
}

void ComponentsPage::addType(QVBoxLayout* column)
{
    QVBoxLayout* card = addCard(column, tr("Type"));
    card->setSpacing(scaled(6));
    card->addWidget(new TextLabel(tr("28 Number, headline"), TextSize::Number, QFont::DemiBold));
    card->addWidget(new TextLabel(tr("20 Page title"), TextSize::Page, QFont::DemiBold));
    card->addWidget(new TextLabel(tr("15 Section title"), TextSize::Section, QFont::DemiBold));
    card->addLayout(widgetRow(
        {new TextLabel(tr("13 Body,")), new TextLabel(tr("13 strong,"), TextSize::Body, QFont::DemiBold),
         new TextLabel(tr("13 quiet"), TextSize::Body, QFont::Normal, &Tokens::quiet)},
        4));
    card->addWidget(new TextLabel(tr("12 Pill, count, help"), TextSize::Small));
    card->addWidget(new TextLabel(tr("11 Label"), TextSize::Label, QFont::DemiBold, &Tokens::quiet));
}

void ComponentsPage::addCharts(QVBoxLayout* column)
{
    QVBoxLayout* card = addCard(column, tr("Rings and lines"));
    const std::vector<double> values{30, 31, 32, 31, 34, 36, 35, 38, 39, 39, 41, 44, 43, 46};
    card->addLayout(widgetRow(
        {new RingWidget(0.71, QStringLiteral("32"), &Tokens::accent),
         new RingWidget(0.93, QStringLiteral("39"), &Tokens::good), new SparkWidget(values, Tone::Good)},
        20));
    auto* bar = new PartsBar({{0.60, &Tokens::accent}, {0.06, &Tokens::bad}});
    bar->setFixedWidth(scaled(110));
    card->addLayout(widgetRow({bar}));
}

void ComponentsPage::addPills(QVBoxLayout* column)
{
    QVBoxLayout* card = addCard(column, tr("State pills"));
    const auto pill = [](MarkShape shape, Tone tone, const QString& text, bool isFilled) {
        return new PillLabel({{shape, tone}, text, isFilled});
    };
    card->addLayout(widgetRow(
        {pill(MarkShape::FilledRing, Tone::Good, tr("Connected"), false),
         pill(MarkShape::Ring, Tone::Quiet, tr("Disconnected"), true),
         pill(MarkShape::DottedRing, Tone::Busy, tr("Pairing"), true)}));
    card->addLayout(widgetRow(
        {pill(MarkShape::Triangle, Tone::Error, tr("Ghost"), true),
         pill(MarkShape::Dash, Tone::Quiet, tr("Not on server"), false),
         pill(MarkShape::Question, Tone::Quiet, tr("Not read"), false)}));
}

void ComponentsPage::addStores(QVBoxLayout* column)
{
    QVBoxLayout* card = addCard(column, tr("Store indicators"));
    card->setSpacing(scaled(6));
    using enum StoreMark;
    const std::pair<StoreMarks, QString> samples[]{
        {{Agrees, Agrees, Agrees}, tr("All agree")},
        {{Agrees, Nothing, Nothing}, tr("Only on the server")},
        {{Agrees, Warns, Agrees}, tr("Database differs, a warning")},
        {{Agrees, Errs, Agrees}, tr("Database differs, an error")},
        {{Unread, Agrees, Agrees}, tr("Server not read")}};
    auto* lines = new QVBoxLayout;
    lines->setSpacing(0); // the cells leave the room
    for (const auto& [cells, text] : samples)
        lines->addLayout(widgetRow({new StoreCellsLabel(cells), new TextLabel(text)}, 9));
    card->addLayout(lines);
}

void ComponentsPage::addSeverity(QVBoxLayout* column)
{
    QVBoxLayout* card = addCard(column, tr("Severity and steps"));
    const std::tuple<MarkShape, Tone, QString> samples[]{
        {MarkShape::Triangle, Tone::Error, tr("Error")},    {MarkShape::Done, Tone::Good, tr("Done and proven")},
        {MarkShape::Diamond, Tone::Warning, tr("Warning")}, {MarkShape::Working, Tone::Busy, tr("Working")},
        {MarkShape::Note, Tone::Busy, tr("Note")},          {MarkShape::Ring, Tone::Quiet, tr("Waiting")}};
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(scaled(14));
    grid->setVerticalSpacing(scaled(8));
    int place = 0;
    for (const auto& [shape, tone, text] : samples) {
        auto* line = widgetRow({new SampleShape({shape, tone}), new TextLabel(text)}, 14);
        grid->addLayout(line, place / 2, place % 2);
        ++place;
    }
    card->addLayout(grid);
}

void ComponentsPage::addEnvironments(QVBoxLayout* column)
{
    QVBoxLayout* card = addCard(column, tr("Environments"));
    const Tokens& tokens = Tokens::of(palette());
    card->addLayout(widgetRow(
        {new EnvironmentTag(tr("PRODUCTION"), tokens.production), new EnvironmentTag(tr("STAGING"), tokens.staging),
         new EnvironmentTag(tr("DEVELOPMENT"), tokens.development)}));
    card->addLayout(widgetRow({new EnvironmentTag(tr("PRACTICE"), tokens.practice)}));
}

void ComponentsPage::addColors(QVBoxLayout* column)
{
    QVBoxLayout* card = addCard(column, tr("Colours"));
    const std::tuple<QString, QColor Tokens::*, QColor Tokens::*> samples[]{
        {QStringLiteral("win"), &Tokens::win, &Tokens::text},
        {QStringLiteral("side"), &Tokens::side, &Tokens::text},
        {QStringLiteral("surface"), &Tokens::surface, &Tokens::text},
        {QStringLiteral("hover"), &Tokens::hover, &Tokens::text},
        {QStringLiteral("sel"), &Tokens::selection, &Tokens::text},
        {QStringLiteral("quietS"), &Tokens::quietSoft, &Tokens::text},
        {QStringLiteral("good"), &Tokens::goodSoft, &Tokens::good},
        {QStringLiteral("warn"), &Tokens::warnSoft, &Tokens::warn},
        {QStringLiteral("bad"), &Tokens::badSoft, &Tokens::bad},
        {QStringLiteral("info"), &Tokens::infoSoft, &Tokens::info},
        {QStringLiteral("acc"), &Tokens::accent, &Tokens::onFill},
        {QStringLiteral("danger"), &Tokens::danger, &Tokens::onFill}};
    auto* grid = new QGridLayout;
    grid->setSpacing(scaled(6));
    int place = 0;
    for (const auto& [name, fill, text] : samples) {
        grid->addWidget(new SampleColor(name, fill, text), place / 6, place % 6);
        ++place;
    }
    card->addLayout(grid);
}

void ComponentsPage::addBanners(QVBoxLayout* column)
{
    QVBoxLayout* card = addCard(column, tr("Banners"));
    card->setSpacing(scaled(8));
    card->addWidget(new Banner(
        Tone::Error, Icon::ServerOff, tr("The server cannot be reached"), tr("Nobody answers at wa.clinics.example.")));
    card->addWidget(
        new Banner(Tone::Warning, Icon::Clock, tr("One operation was interrupted"), tr("One step is left.")));
    card->addWidget(new Banner(Tone::Busy, Icon::Pause, tr("3 updates are waiting")));
}

void ComponentsPage::addToasts(QVBoxLayout* column)
{
    QVBoxLayout* card = addCard(column, tr("Toasts"));
    card->setSpacing(scaled(8));
    card->addWidget(new Toast(tr("Protected Clínica Vida Plena"), tr("Undo")));
    card->addWidget(new Toast(tr("Plan saved"), tr("Show file")));
}

void ComponentsPage::addDialog(QVBoxLayout* column)
{
    QVBoxLayout* card = addCard(column, tr("Dialog, only for files and passwords"));
    card->addWidget(new SampleDialog);
}

} // namespace steward
