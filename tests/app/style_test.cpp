#include "app/contrast.h"
#include "architecture/source_tree.h"
#include "support/test_registry.h"

#include "app/screenshots/components_page.h"
#include "app/style/appearance.h"
#include "app/style/button_painting.h"
#include "app/style/field_painting.h"
#include "app/style/icons.h"
#include "app/style/painting.h"
#include "app/style/svg_path.h"
#include "app/style/type.h"

#include <QApplication>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFontInfo>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QTabBar>
#include <QTableView>
#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>

using namespace steward;
using namespace steward::test;

namespace steward::style_test {

namespace {

const Tokens& tokensOf(const QString& look)
{
    return look == QLatin1String("dark") ? Tokens::dark() : Tokens::light();
}

void addLooks()
{
    QTest::addColumn<QString>("look");
    QTest::newRow("light") << QStringLiteral("light");
    QTest::newRow("dark") << QStringLiteral("dark");
}

void takeLook(const QString& look)
{
    applyAppearance(*static_cast<QApplication*>(QCoreApplication::instance()), appearanceFromWord(look));
}

/// How many of the picture's pixels have this colour.
int countOf(const QImage& picture, const QColor& color)
{
    int count = 0;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x)
            count += picture.pixelColor(x, y).rgb() == color.rgb() ? 1 : 0;
    }
    return count;
}

QImage pictureOf(QWidget& widget)
{
    widget.resize(widget.sizeHint());
    return widget.grab().toImage();
}

struct NamedToken {
    const char* row; ///< how the table of DESIGN.md begins it
    QList<QColor Tokens::*> colors;
};

/// The rows of the design's table of colours, each with what it says, in its order.
QList<NamedToken> designRows()
{
    return {
        {"win", {&Tokens::win}},
        {"side (rail, head, foot)", {&Tokens::side}},
        {"surface", {&Tokens::surface}},
        {"hover", {&Tokens::hover}},
        {"line / line2 (button)", {&Tokens::line, &Tokens::line2}},
        {"ctl (input, checkbox)", {&Tokens::control}},
        {"text", {&Tokens::text}},
        {"text2", {&Tokens::text2}},
        {"quiet", {&Tokens::quiet}},
        {"accent fill, white on it", {&Tokens::accent}},
        {"accent hover, white", {&Tokens::accentHover}},
        {"accent text", {&Tokens::accentText}},
        {"selection", {&Tokens::selection}},
        {"good · soft", {&Tokens::good, &Tokens::goodSoft}},
        {"warn · soft", {&Tokens::warn, &Tokens::warnSoft}},
        {"bad · soft", {&Tokens::bad, &Tokens::badSoft}},
        {"info · soft", {&Tokens::info, &Tokens::infoSoft}},
        {"quiet soft", {&Tokens::quietSoft}},
        {"soft borders warn, bad, info", {&Tokens::warnLine, &Tokens::badLine, &Tokens::infoLine}},
        {"danger fill, white", {&Tokens::danger}},
        {"scrim behind the palette, 32 % in light, 50 % in dark", {&Tokens::scrim}},
        {"env: production, staging, development, practice",
         {&Tokens::production, &Tokens::staging, &Tokens::development, &Tokens::practice}}};
}

/// The row of the design's table that begins so, in its cells; the token's name is the second.
QStringList rowOfDesign(const QString& design, const char* name)
{
    const qsizetype place = design.indexOf(QStringLiteral("| %1 |").arg(QString::fromUtf8(name)));
    return place < 0 ? QStringList()
                     : design.mid(place, design.indexOf(QLatin1Char('\n'), place) - place).split(QLatin1Char('|'));
}

QList<double> ratiosIn(const QString& cell)
{
    static const QRegularExpression ratio(QStringLiteral("\\d+\\.\\d"));
    QList<double> found;
    for (auto matches = ratio.globalMatch(cell); matches.hasNext();)
        found << matches.next().captured().toDouble();
    return found;
}

/// A colour that stands on another, and the least contrast that a person needs to tell them apart (WCAG AA).
struct ContrastPair {
    const char* name;
    QColor Tokens::*front;
    QColor Tokens::*back;
    double least;
};

/// Every pair that the window paints.
std::vector<ContrastPair> contrastPairs()
{
    constexpr double textContrast = 4.5;
    constexpr double controlContrast = 3.0;
    using Back = std::pair<const char*, QColor Tokens::*>;
    constexpr std::array<Back, 6> grounds{
        {{"win", &Tokens::win},
         {"side", &Tokens::side},
         {"surface", &Tokens::surface},
         {"hover", &Tokens::hover},
         {"selection", &Tokens::selection},
         {"quietSoft", &Tokens::quietSoft}}};
    std::vector<ContrastPair> pairs;
    for (const auto& [name, back] : grounds) {
        for (const auto front :
             {&Tokens::text, &Tokens::text2, &Tokens::quiet, &Tokens::accentText, &Tokens::good, &Tokens::warn,
              &Tokens::bad, &Tokens::info})
            pairs.push_back({name, front, back, textContrast});
        pairs.push_back({name, &Tokens::control, back, controlContrast});
    }
    for (const auto soft : {&Tokens::goodSoft, &Tokens::warnSoft, &Tokens::badSoft, &Tokens::infoSoft}) {
        for (const auto front : {&Tokens::text, &Tokens::text2})
            pairs.push_back({"text on a soft fill", front, soft, textContrast});
    }
    pairs.push_back({"good on its soft fill", &Tokens::good, &Tokens::goodSoft, textContrast});
    pairs.push_back({"warn on its soft fill", &Tokens::warn, &Tokens::warnSoft, textContrast});
    pairs.push_back({"bad on its soft fill", &Tokens::bad, &Tokens::badSoft, textContrast});
    pairs.push_back({"info on its soft fill", &Tokens::info, &Tokens::infoSoft, textContrast});
    for (const auto fill :
         {&Tokens::accent, &Tokens::accentHover, &Tokens::danger, &Tokens::production, &Tokens::staging,
          &Tokens::development, &Tokens::practice})
        pairs.push_back({"on a fill", &Tokens::onFill, fill, textContrast});
    // Fields, checked boxes and bars; what is checked in a selected row is told by its white tick.
    for (const auto back : {&Tokens::win, &Tokens::side, &Tokens::surface})
        pairs.push_back({"the accent's outline", &Tokens::accent, back, controlContrast});
    return pairs;
}

/// Where it can be read worst.
double leastContrast(const Tokens& tokens, QColor Tokens::*front)
{
    double least = 21;
    for (const ContrastPair& pair : contrastPairs()) {
        if (pair.front == front)
            least = std::min(least, contrastOf(tokens.*front, tokens.*pair.back));
    }
    return least;
}

/// What the design has to say of a row: of fills how white stands on each, else of the first colour how it stands on
/// the surface, and at worst.
QList<double> ratiosOf(const Tokens& tokens, const NamedToken& row, bool isFill)
{
    if (!isFill)
        return {contrastOf(tokens.*row.colors[0], tokens.surface), leastContrast(tokens, row.colors[0])};
    QList<double> ratios;
    for (const auto color : row.colors)
        ratios << contrastOf(tokens.onFill, tokens.*color);
    return ratios;
}

bool areAsStated(const QList<double>& stated, const QList<double>& ratios)
{
    constexpr double rounding = 0.051; // to one decimal
    return std::ranges::equal(
        stated, ratios, [](double one, double other) { return std::abs(one - other) < rounding; });
}

QStringList colorsIn(const QString& cell)
{
    static const QRegularExpression color(QStringLiteral("#[0-9A-F]{6}"));
    QStringList found;
    for (auto matches = color.globalMatch(cell); matches.hasNext();)
        found << matches.next().captured();
    return found;
}

} // namespace

/// How the window looks: the tokens, the type, the icons, the controls.
class StyleTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPairCanBeRead_data() { addLooks(); }
    void everyPairCanBeRead();
    void aPairThatCannotBeReadIsFound();
    void tokensAreTheDesigns();
    void ratiosAreTheDesigns();
    void everyTokenIsInThePalette_data() { addLooks(); }
    void everyTokenIsInThePalette();
    void interIsBuiltIn();
    void everyIconIsDrawn();
    void iconsHaveTheColorOfTheText_data() { addLooks(); }
    void iconsHaveTheColorOfTheText();
    void pathsAreReadAsWritten();
    void buttonsHaveTheirKind_data() { addLooks(); }
    void buttonsHaveTheirKind();
    void buttonsHaveTheirSize();
    void focusIsSeen_data() { addLooks(); }
    void focusIsSeen();
    void wrongFieldsAreSeen();
    void checksAndRadiosSayWhatIsChosen_data() { addLooks(); }
    void checksAndRadiosSayWhatIsChosen();
    void theChosenTabIsUnderlined_data() { addLooks(); }
    void theChosenTabIsUnderlined();
    void rowsOfTablesSayThatTheyAreSelected_data() { addLooks(); }
    void rowsOfTablesSayThatTheyAreSelected();
    void menusLieOnTheirSurface_data() { addLooks(); }
    void menusLieOnTheirSurface();
    void barsLieOnWhatTheyScroll();
    void dialogsEndWithWhatOneCameFor();
    void noStyleSheets();
    void cleanup() { takeLook(QStringLiteral("light")); }
};

void StyleTest::everyPairCanBeRead()
{
    QFETCH(QString, look);
    const Tokens& tokens = tokensOf(look);
    const std::vector<ContrastPair> pairs = contrastPairs();
    QVERIFY(pairs.size() > 60);
    for (const ContrastPair& pair : pairs) {
        const QColor& front = tokens.*pair.front;
        const QColor& back = tokens.*pair.back;
        const double contrast = contrastOf(front, back);
        QVERIFY2(
            contrast >= pair.least,
            qPrintable(QStringLiteral("%1: %2 on %3 is %4")
                           .arg(QLatin1String(pair.name), front.name(), back.name(), QString::number(contrast))));
    }
}

void StyleTest::aPairThatCannotBeReadIsFound()
{
    QCOMPARE(qRound(contrastOf(Qt::white, Qt::black)), 21);
    QCOMPARE(contrastOf(Qt::gray, Qt::gray), 1.0);
    // #767676 is the lightest grey that is text on white, #777777 is not.
    QVERIFY(contrastOf(QColor(0x767676), Qt::white) >= 4.5);
    QVERIFY(contrastOf(QColor(0x777777), Qt::white) < 4.5);
}

void StyleTest::tokensAreTheDesigns()
{
    const QString design = contentOf(QStringLiteral("docs/design/DESIGN.md"));
    for (const NamedToken& token : designRows()) {
        const QStringList cells = rowOfDesign(design, token.row);
        QVERIFY2(!cells.isEmpty(), token.row);
        const QStringList light = colorsIn(cells.at(2));
        const QStringList dark = cells.at(4).contains(QStringLiteral("same")) ? light : colorsIn(cells.at(4));
        QCOMPARE(light.size(), token.colors.size());
        QCOMPARE(dark.size(), token.colors.size());
        for (qsizetype color = 0; color < light.size(); ++color) {
            QCOMPARE((Tokens::light().*token.colors[color]).name().toUpper(), light[color]);
            QCOMPARE((Tokens::dark().*token.colors[color]).name().toUpper(), dark[color]);
        }
    }
}

void StyleTest::ratiosAreTheDesigns()
{
    const QString design = contentOf(QStringLiteral("docs/design/DESIGN.md"));
    int rows = 0;
    for (const NamedToken& token : designRows()) {
        const QStringList cells = rowOfDesign(design, token.row);
        QVERIFY2(cells.size() > 5, token.row);
        const QList<double> light = ratiosIn(cells.at(3));
        if (light.isEmpty())
            continue;
        ++rows;
        const bool isFill = (cells.at(1) + cells.at(2)).contains(QStringLiteral("white"));
        QVERIFY2(areAsStated(light, ratiosOf(Tokens::light(), token, isFill)), token.row);
        const QList<double> dark = cells.at(4).contains(QStringLiteral("same")) ? light : ratiosIn(cells.at(5));
        QVERIFY2(areAsStated(dark, ratiosOf(Tokens::dark(), token, isFill)), token.row);
    }
    QCOMPARE(rows, 13);
    QVERIFY(!areAsStated({5.4, 4.6}, ratiosOf(Tokens::light(), {"quiet", {&Tokens::quiet}}, false)));
}

void StyleTest::everyTokenIsInThePalette()
{
    QFETCH(QString, look);
    takeLook(look);
    const Tokens& tokens = tokensOf(look);
    const QPalette palette = QApplication::palette();
    QCOMPARE(&Tokens::of(palette), &tokens);
    QCOMPARE(palette.color(QPalette::Window), tokens.win);
    QCOMPARE(palette.color(QPalette::Base), tokens.surface);
    QCOMPARE(palette.color(QPalette::Text), tokens.text);
    QCOMPARE(palette.color(QPalette::Highlight), tokens.selection);
    QCOMPARE(palette.color(QPalette::HighlightedText), tokens.text);
}

void StyleTest::interIsBuiltIn()
{
    const QFont body = textFont(TextSize::Body);
    QCOMPARE(QFontInfo(body).family(), QStringLiteral("Inter"));
    QCOMPARE(QFontInfo(textFont(TextSize::Page, QFont::DemiBold)).family(), QStringLiteral("Inter"));
    // Three weights, each of its own: nothing is made bold by smearing.
    const QString sample = QStringLiteral("Organization");
    const int regular = QFontMetrics(body).horizontalAdvance(sample);
    const int medium = QFontMetrics(textFont(TextSize::Body, QFont::Medium)).horizontalAdvance(sample);
    const int demiBold = QFontMetrics(textFont(TextSize::Body, QFont::DemiBold)).horizontalAdvance(sample);
    QVERIFY(regular < medium);
    QVERIFY(medium < demiBold);
    // The desktop's own size stays, and the rest are measured by it.
    const QFont desktop = QApplication::font();
    QCOMPARE(body.pointSizeF(), desktop.pointSizeF());
    QVERIFY(std::abs(textFont(TextSize::Page).pointSizeF() / desktop.pointSizeF() - 20 / 13.0) < 0.01);
    QFont large = desktop;
    large.setPointSizeF(desktop.pointSizeF() * 2);
    const int usual = scaled(32);
    QApplication::setFont(large);
    const int doubled = scaled(32);
    QApplication::setFont(desktop);
    QVERIFY(std::abs(doubled - 2 * usual) <= 1);
}

void StyleTest::everyIconIsDrawn()
{
    for (int place = 0; place < iconCount; ++place) {
        QImage picture(48, 48, QImage::Format_RGB32);
        picture.fill(Qt::white);
        QPainter painter(&picture);
        paintIcon(painter, picture.rect(), static_cast<Icon>(place), Qt::black);
        painter.end();
        QVERIFY2(countOf(picture, Qt::black) > 20, qPrintable(iconFile(static_cast<Icon>(place))));
    }
    QCOMPARE(
        filesBelow(QStringLiteral("resources/icons/lucide"), {QStringLiteral("*.svg")}).size(), qsizetype(iconCount));
}

void StyleTest::iconsHaveTheColorOfTheText()
{
    QFETCH(QString, look);
    const QIcon icon = makeIcon(Icon::Trash); // made before the look is taken
    takeLook(look);
    for (const int side : {16, 24, 64}) {
        const QImage usual = icon.pixmap(side, side).toImage();
        const QImage off = icon.pixmap(side, side, QIcon::Disabled).toImage();
        const QImage onFill = icon.pixmap(side, side, QIcon::Active).toImage();
        const auto strongest = [](const QImage& image) {
            QColor found(Qt::transparent);
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    if (image.pixelColor(x, y).alpha() > found.alpha())
                        found = image.pixelColor(x, y);
                }
            }
            return found;
        };
        const auto isNear = [](const QColor& one, const QColor& other) {
            return std::abs(one.red() - other.red()) < 4 && std::abs(one.green() - other.green()) < 4 &&
                   std::abs(one.blue() - other.blue()) < 4;
        };
        QVERIFY(isNear(strongest(usual), tokensOf(look).text2));
        QVERIFY(isNear(strongest(off), tokensOf(look).quiet));
        QVERIFY(isNear(strongest(onFill), tokensOf(look).onFill));
    }
}

void StyleTest::pathsAreReadAsWritten()
{
    // A circle of two half arcs, numbers run together as Lucide writes them.
    const QRectF circle = pathOfCommands(u"M2 12a10 10 0 0120 0 10 10 0 01-20 0z").boundingRect();
    QVERIFY(std::abs(circle.top() - 2) < 0.1 && std::abs(circle.bottom() - 22) < 0.1);
    QCOMPARE(pathOfCommands(u"m6 9 6 6 6-6").boundingRect(), QRectF(6, 9, 12, 6));
    QCOMPARE(pathOfCommands(u"M1-.5.5 2H3V4").currentPosition(), QPointF(3, 4));
    const QPainterPath lines =
        pathOfSvg("<svg><rect x='1' y='2' width='3' height='4'/><line x1='9' y1='9' x2='10' y2='9'/></svg>");
    QCOMPARE(lines.boundingRect(), QRectF(QPointF(1, 2), QPointF(10, 9)));
    QVERIFY(pathOfSvg("<svg><rect").isEmpty());
}

void StyleTest::buttonsHaveTheirKind()
{
    QFETCH(QString, look);
    takeLook(look);
    const Tokens& tokens = tokensOf(look);
    const std::pair<ButtonKind, QColor> fills[]{
        {ButtonKind::Default, tokens.surface},
        {ButtonKind::Primary, tokens.accent},
        {ButtonKind::Danger, tokens.danger},
        {ButtonKind::DangerText, tokens.surface}};
    for (const auto& [kind, fill] : fills) {
        QPushButton button(QStringLiteral("Delete 6"));
        setButtonKind(button, kind);
        const QImage picture = pictureOf(button);
        QVERIFY(countOf(picture, fill) > picture.width() * picture.height() / 4);
    }
    QPushButton off(QStringLiteral("Delete 6"));
    setButtonKind(off, ButtonKind::Danger);
    off.setEnabled(false);
    QCOMPARE(countOf(pictureOf(off), tokens.danger), 0);
    // As a Designer file says it.
    QPushButton named(QStringLiteral("Delete 6"));
    named.setProperty("kind", QStringLiteral("primary"));
    QVERIFY(countOf(pictureOf(named), tokens.accent) > 100);
}

void StyleTest::buttonsHaveTheirSize()
{
    QWidget window;
    for (const auto& [size, height] :
         {std::pair(ButtonSize::Small, 28), std::pair(ButtonSize::Default, 32), std::pair(ButtonSize::Large, 40)}) {
        QPushButton button(QStringLiteral("Pair"), &window);
        setButtonSize(button, size);
        QCOMPARE(button.sizeHint().height() - 2 * ringRoom(), scaled(height));
    }
    QLineEdit field(&window);
    QCOMPARE(field.sizeHint().height(), scaled(32));
}

void StyleTest::focusIsSeen()
{
    QFETCH(QString, look);
    takeLook(look);
    QWidget window;
    window.show();
    QPushButton button(QStringLiteral("Pair"), &window);
    QCheckBox check(QStringLiteral("Pair"), &window);
    QRadioButton radio(QStringLiteral("Pair"), &window);
    for (QWidget* control : QList<QWidget*>{&button, &check, &radio}) {
        control->show();
        window.activateWindow();
        control->clearFocus();
        QCOMPARE(countOf(pictureOf(*control), tokensOf(look).accentText), 0);
        control->setFocus();
        QTRY_VERIFY(control->hasFocus());
        QVERIFY2(countOf(pictureOf(*control), tokensOf(look).accentText) > 10, control->metaObject()->className());
    }
}

void StyleTest::wrongFieldsAreSeen()
{
    QLineEdit field;
    QCOMPARE(countOf(pictureOf(field), Tokens::light().bad), 0);
    setFieldError(field, true);
    QVERIFY(countOf(pictureOf(field), Tokens::light().bad) > 50);
}

void StyleTest::checksAndRadiosSayWhatIsChosen()
{
    QFETCH(QString, look);
    takeLook(look);
    const Tokens& tokens = tokensOf(look);
    QCheckBox check(QStringLiteral("Pair"));
    check.setTristate(true);
    QList<QImage> boxes;
    for (const Qt::CheckState state : {Qt::Unchecked, Qt::PartiallyChecked, Qt::Checked}) {
        check.setCheckState(state);
        boxes << pictureOf(check);
        QCOMPARE(countOf(boxes.last(), tokens.accent) > 50, state != Qt::Unchecked);
    }
    QVERIFY(boxes[0] != boxes[1] && boxes[1] != boxes[2]); // not by the colour alone
    QRadioButton radio(QStringLiteral("Pair"));
    const QImage other = pictureOf(radio);
    QCOMPARE(countOf(other, tokens.accent), 0);
    radio.setChecked(true);
    QVERIFY(countOf(pictureOf(radio), tokens.accent) > 20);
}

void StyleTest::theChosenTabIsUnderlined()
{
    QFETCH(QString, look);
    takeLook(look);
    QTabBar tabs;
    tabs.addTab(QStringLiteral("Summary"));
    tabs.addTab(QStringLiteral("Compare"));
    for (const int chosen : {0, 1}) {
        tabs.setCurrentIndex(chosen);
        const QImage picture = pictureOf(tabs);
        for (const int tab : {0, 1}) {
            const QRect rect = tabs.tabRect(tab);
            const QColor below = picture.pixelColor(rect.center().x(), rect.bottom());
            QCOMPARE(below == QColor(tokensOf(look).accentText), tab == chosen);
        }
    }
}

void StyleTest::rowsOfTablesSayThatTheyAreSelected()
{
    QFETCH(QString, look);
    takeLook(look);
    const Tokens& tokens = tokensOf(look);
    QStandardItemModel model(2, 2);
    QTableView table;
    table.setModel(&model);
    table.setShowGrid(false);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.resize(400, 200);
    table.show();
    table.selectRow(0);
    const QImage picture = table.viewport()->grab().toImage();
    const QRect first = table.visualRect(model.index(0, 0));
    const QRect second = table.visualRect(model.index(1, 0));
    QCOMPARE(picture.pixelColor(1, first.center().y()), QColor(tokens.accentText)); // a bar, and a fill
    QCOMPARE(picture.pixelColor(first.center()), QColor(tokens.selection));
    QCOMPARE(picture.pixelColor(1, second.center().y()), QColor(tokens.surface));
    QCOMPARE(picture.pixelColor(second.center().x(), second.bottom()), QColor(tokens.line));
}

void StyleTest::menusLieOnTheirSurface()
{
    QFETCH(QString, look);
    takeLook(look);
    const Tokens& tokens = tokensOf(look);
    QMenu menu;
    QAction* pair = menu.addAction(QStringLiteral("Pair…"));
    menu.addSeparator();
    menu.addAction(QStringLiteral("Delete…"));
    const QImage picture = pictureOf(menu);
    QVERIFY(countOf(picture, tokens.surface) > picture.width() * picture.height() / 2);
    QVERIFY(countOf(picture, tokens.line) > picture.width() / 2); // the separator
    QVERIFY(countOf(picture, tokens.hover) < 20);                 // at the edges of letters, at most
    menu.setActiveAction(pair);
    QVERIFY(countOf(pictureOf(menu), tokens.hover) > 100);
    QVERIFY(menu.actionGeometry(pair).height() >= scaled(28)); // hit areas
}

/// Where the page shows through what is scrolled, it shows through the bar too.
void StyleTest::barsLieOnWhatTheyScroll()
{
    takeLook(QStringLiteral("light"));
    const Tokens& tokens = tokensOf(QStringLiteral("light"));
    for (const bool fills : {false, true}) {
        QScrollArea area;
        area.setFrameShape(QFrame::NoFrame);
        area.resize(200, 200);
        auto* content = new QWidget;
        content->setFixedSize(100, 900);
        area.setWidget(content);
        area.viewport()->setAutoFillBackground(fills);
        area.show();
        QVERIFY(area.verticalScrollBar()->isVisible());
        const QImage picture = area.grab().toImage();
        QCOMPARE(
            picture.pixelColor(picture.width() - 2, picture.height() - 2), QColor(fills ? tokens.surface : tokens.win));
    }
}

void StyleTest::dialogsEndWithWhatOneCameFor()
{
    QDialogButtonBox buttons;
    const auto* open = buttons.addButton(QStringLiteral("Open"), QDialogButtonBox::AcceptRole);
    const auto* cancel = buttons.addButton(QDialogButtonBox::Cancel);
    buttons.resize(400, 60);
    buttons.show();
    QTRY_VERIFY(open->x() > cancel->x() && cancel->x() > 100); // both to the right
}

void StyleTest::noStyleSheets()
{
    for (const QString& folder : {QStringLiteral("src"), QStringLiteral("ui")}) {
        for (const QString& file :
             filesBelow(folder, {QStringLiteral("*.h"), QStringLiteral("*.cpp"), QStringLiteral("*.ui")}))
            QVERIFY2(!contentOf(file).contains(QStringLiteral("styleSheet"), Qt::CaseInsensitive), qPrintable(file));
    }
}

STEWARD_TEST(StyleTest)
} // namespace steward::style_test

#include "style_test.moc"
