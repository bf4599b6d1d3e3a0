#include "app/style/steward_style.h"

#include "app/style/button_painting.h"
#include "app/style/field_painting.h"
#include "app/style/frame_painting.h"
#include "app/style/icons.h"
#include "app/style/item_painting.h"
#include "app/style/painting.h"

#include <QAbstractScrollArea>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QScrollBar>
#include <QStyleFactory>

namespace steward {
namespace {

constexpr qreal fieldHeight = 32;
constexpr qreal fieldPadding = 10;
constexpr int lineEditMargin = 2; ///< what QLineEdit itself leaves left and right of its text
constexpr qreal indicatorSide = 16;

template<class Option>
const Option& optionAs(const QStyleOption& option)
{
    return *qstyleoption_cast<const Option*>(&option);
}

void paintArrow(QPainter& painter, const QStyleOption& option, Icon icon)
{
    const OptionLook look(option);
    const qreal side = std::min<qreal>(scaledF(14), std::min(option.rect.width(), option.rect.height()));
    QRectF square(0, 0, side, side);
    square.moveCenter(QRectF(option.rect).center());
    paintIcon(painter, square, icon, look.isEnabled ? look.tokens.text2 : look.tokens.quiet);
}

void paintLineBelow(QPainter& painter, const QStyleOption& option)
{
    painter.fillRect(
        QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), Tokens::of(option.palette).line);
}

QFont weighted(QFont font, QFont::Weight weight)
{
    font.setWeight(weight);
    return font;
}

/// In the colours of its state; the focus is the shape's.
QStyleOptionTab quietTab(QStyleOptionTab tab)
{
    const OptionLook look(tab);
    const QColor& color = !look.isEnabled                              ? look.tokens.quiet
                          : tab.state.testFlag(QStyle::State_Selected) ? look.tokens.accentText
                          : look.isHovered                             ? look.tokens.text
                                                                       : look.tokens.text2;
    tab.palette.setColor(QPalette::WindowText, color);
    tab.state.setFlag(QStyle::State_HasFocus, false);
    return tab;
}

/// A label over a column, also over the one that is selected.
QStyleOptionHeader quietHeader(QStyleOptionHeader header)
{
    header.palette.setColor(QPalette::ButtonText, Tokens::of(header.palette).quiet);
    header.fontMetrics = QFontMetrics(textFont(TextSize::Label, QFont::DemiBold));
    header.state.setFlag(QStyle::State_On, false);
    return header;
}

QRect sliderOf(const QStyleOptionSlider& option)
{
    const bool isUpright = option.orientation == Qt::Vertical;
    const int whole = isUpright ? option.rect.height() : option.rect.width();
    const qint64 range = qint64(option.maximum) - option.minimum;
    int length = whole;
    if (range > 0)
        length = std::clamp(
            static_cast<int>(qint64(option.pageStep) * whole / (range + option.pageStep)), std::min(scaled(32), whole),
            whole);
    const int start = QStyle::sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, whole - length, option.upsideDown);
    return isUpright ? QRect(option.rect.left(), option.rect.top() + start, option.rect.width(), length)
                     : QRect(option.rect.left() + start, option.rect.top(), length, option.rect.height());
}

QRect scrollBarPart(const QStyleOptionSlider& option, QStyle::SubControl part)
{
    const QRect slider = sliderOf(option);
    const bool isUpright = option.orientation == Qt::Vertical;
    QRect rect = option.rect;
    switch (part) {
    case QStyle::SC_ScrollBarSlider:
        return slider;
    case QStyle::SC_ScrollBarGroove:
        return rect;
    case QStyle::SC_ScrollBarSubPage:
        isUpright ? rect.setBottom(slider.top() - 1) : rect.setRight(slider.left() - 1);
        return rect;
    case QStyle::SC_ScrollBarAddPage:
        isUpright ? rect.setTop(slider.bottom() + 1) : rect.setLeft(slider.right() + 1);
        return rect;
    default: // there are no arrows
        return {};
    }
}

QRect comboPart(const QStyleOption& option, QStyle::SubControl part)
{
    const int arrow = scaled(30);
    const QRect rect = option.rect;
    switch (part) {
    case QStyle::SC_ComboBoxArrow:
        return {rect.right() + 1 - arrow, rect.top(), arrow, rect.height()};
    case QStyle::SC_ComboBoxEditField:
        return rect.adjusted(scaled(fieldPadding) - lineEditMargin, 1, -arrow, -1);
    default:
        return rect;
    }
}

QRect spinPart(const QStyleOptionSpinBox& option, QStyle::SubControl part)
{
    const int buttons = option.buttonSymbols == QAbstractSpinBox::NoButtons ? 0 : scaled(24);
    const QRect rect = option.rect;
    const int half = rect.height() / 2;
    switch (part) {
    case QStyle::SC_SpinBoxUp:
        return {rect.right() + 1 - buttons, rect.top() + 1, buttons, half - 1};
    case QStyle::SC_SpinBoxDown:
        return {rect.right() + 1 - buttons, rect.top() + half, buttons, half - 1};
    case QStyle::SC_SpinBoxEditField:
        return rect.adjusted(scaled(fieldPadding) - lineEditMargin, 1, -std::max(buttons, scaled(fieldPadding)), -1);
    default:
        return rect;
    }
}

} // namespace

StewardStyle::StewardStyle()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{
}

bool StewardStyle::drawPanel(
    PrimitiveElement element, const QStyleOption& option, QPainter& painter, const QWidget* widget) const
{
    switch (element) {
    case PE_PanelLineEdit:
        if (optionAs<QStyleOptionFrame>(option).lineWidth > 0)
            paintField(painter, option, widget);
        return true;
    case PE_FrameLineEdit: // with the panel
    case PE_FrameDefaultButton:
    case PE_FrameStatusBarItem:
    case PE_PanelItemViewRow:
    case PE_FrameTabWidget:
    case PE_FrameButtonBevel:
    case PE_PanelMenuBar:
        return true;
    case PE_PanelItemViewItem:
        paintItemPanel(painter, optionAs<QStyleOptionViewItem>(option), widget);
        return true;
    case PE_FrameGroupBox:
        paintCard(painter, option);
        return true;
    case PE_Frame:
        paintFrame(painter, option);
        return true;
    case PE_PanelMenu:
    case PE_FrameMenu:
    case PE_PanelTipLabel:
        paintMenuPanel(painter, option);
        return true;
    case PE_PanelScrollAreaCorner:
        painter.fillRect(option.rect, Tokens::of(option.palette).surface);
        return true;
    case PE_FrameTabBarBase:
        paintLineBelow(painter, option);
        return true;
    case PE_PanelStatusBar:
        paintSide(painter, option, false);
        return true;
    default:
        return false;
    }
}

bool StewardStyle::drawIndicator(
    PrimitiveElement element, const QStyleOption& option, QPainter& painter, const QWidget*) const
{
    switch (element) {
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        paintCheck(painter, option);
        return true;
    case PE_IndicatorRadioButton:
        paintRadio(painter, option);
        return true;
    case PE_FrameFocusRect:
        // Controls show the focus by their own outline.
        if (qstyleoption_cast<const QStyleOptionFocusRect*>(&option) && option.state.testFlag(State_Item))
            paintItemFocus(painter, option);
        return true;
    case PE_IndicatorBranch:
        paintBranch(painter, option);
        return true;
    case PE_IndicatorHeaderArrow:
        paintHeaderArrow(painter, optionAs<QStyleOptionHeader>(option));
        return true;
    case PE_IndicatorArrowDown:
        paintArrow(painter, option, Icon::ChevronDown);
        return true;
    case PE_IndicatorArrowUp:
        paintArrow(painter, option, Icon::ChevronUp);
        return true;
    case PE_IndicatorArrowRight:
        paintArrow(painter, option, Icon::ChevronRight);
        return true;
    default:
        return false;
    }
}

void StewardStyle::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QScrollBar*>(widget))
        widget->setAttribute(Qt::WA_OpaquePaintEvent, false); // its ground is the page's, where that shows through
}

void StewardStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    if (drawPanel(element, *option, *painter, widget) || drawIndicator(element, *option, *painter, widget))
        return;
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

bool StewardStyle::drawBar(ControlElement element, const QStyleOption& option, QPainter& painter) const
{
    switch (element) {
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        paintHeaderSection(painter, option);
        return true;
    case CE_MenuBarItem:
        paintMenuBarItem(painter, optionAs<QStyleOptionMenuItem>(option));
        return true;
    case CE_MenuBarEmptyArea:
        painter.fillRect(option.rect, Tokens::of(option.palette).side);
        return true;
    case CE_ToolBar:
        paintSide(painter, option, true);
        return true;
    case CE_Splitter:
        paintSplitter(painter, option);
        return true;
    case CE_ShapedFrame:
        paintShapedFrame(painter, optionAs<QStyleOptionFrame>(option));
        return true;
    case CE_ProgressBarGroove:
        paintProgressGroove(painter, optionAs<QStyleOptionProgressBar>(option));
        return true;
    case CE_ProgressBarContents:
        paintProgress(painter, optionAs<QStyleOptionProgressBar>(option));
        return true;
    case CE_ProgressBarLabel:
        return true;
    default:
        return false;
    }
}

bool StewardStyle::drawText(
    ControlElement element, const QStyleOption& option, QPainter& painter, const QWidget* widget) const
{
    switch (element) {
    case CE_PushButtonBevel:
        paintButtonBevel(painter, optionAs<QStyleOptionButton>(option), widget);
        return true;
    case CE_PushButtonLabel:
        paintButtonLabel(painter, optionAs<QStyleOptionButton>(option), widget);
        return true;
    case CE_MenuItem:
        paintMenuItem(painter, optionAs<QStyleOptionMenuItem>(option));
        return true;
    case CE_TabBarTabShape:
        paintTabShape(painter, optionAs<QStyleOptionTab>(option));
        return true;
    case CE_TabBarTabLabel: {
        painter.setFont(weighted(painter.font(), QFont::Medium));
        const QStyleOptionTab tab = quietTab(optionAs<QStyleOptionTab>(option));
        QProxyStyle::drawControl(element, &tab, &painter, widget);
        return true;
    }
    case CE_HeaderLabel: {
        painter.setFont(textFont(TextSize::Label, QFont::DemiBold));
        const QStyleOptionHeader header = quietHeader(optionAs<QStyleOptionHeader>(option));
        QProxyStyle::drawControl(element, &header, &painter, widget);
        return true;
    }
    default:
        return false;
    }
}

void StewardStyle::drawControl(
    ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    if (drawBar(element, *option, *painter) || drawText(element, *option, *painter, widget))
        return;
    QProxyStyle::drawControl(element, option, painter, widget);
}

void StewardStyle::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const
{
    switch (control) {
    case CC_ComboBox:
        return paintCombo(*painter, optionAs<QStyleOptionComboBox>(*option), widget);
    case CC_SpinBox:
        return paintSpin(*painter, optionAs<QStyleOptionSpinBox>(*option), widget);
    case CC_ScrollBar:
        return paintScrollBar(*painter, optionAs<QStyleOptionSlider>(*option), widget);
    case CC_ToolButton: {
        const auto& button = optionAs<QStyleOptionToolButton>(*option);
        paintToolButtonPanel(*painter, button);
        QStyleOptionToolButton label = button;
        label.state.setFlag(State_Sunken, false); // a pressed button stays where it is
        const int frame = scaled(4);
        label.rect = option->rect.adjusted(frame, 0, -frame, 0);
        return proxy()->drawControl(CE_ToolButtonLabel, &label, painter, widget);
    }
    default:
        return QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

QRect StewardStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    const int room = ringRoom();
    switch (element) {
    case SE_PushButtonLayoutItem:
        return option->rect.adjusted(room, room, -room, -room);
    case SE_CheckBoxLayoutItem:
    case SE_RadioButtonLayoutItem:
        return option->direction == Qt::RightToLeft ? option->rect.adjusted(0, 0, -room, 0)
                                                    : option->rect.adjusted(room, 0, 0, 0);
    case SE_LineEditContents: {
        const int side = optionAs<QStyleOptionFrame>(*option).lineWidth > 0 ? scaled(fieldPadding) - lineEditMargin : 0;
        return option->rect.adjusted(side, 0, -side, 0);
    }
    case SE_ProgressBarGroove:
    case SE_ProgressBarContents:
        return option->rect;
    default:
        return QProxyStyle::subElementRect(element, option, widget);
    }
}

QRect StewardStyle::subControlRect(
    ComplexControl control, const QStyleOptionComplex* option, SubControl part, const QWidget* widget) const
{
    QRect rect;
    switch (control) {
    case CC_ScrollBar:
        rect = scrollBarPart(optionAs<QStyleOptionSlider>(*option), part);
        break;
    case CC_ComboBox:
        rect = comboPart(*option, part);
        break;
    case CC_SpinBox:
        rect = spinPart(optionAs<QStyleOptionSpinBox>(*option), part);
        break;
    default:
        return QProxyStyle::subControlRect(control, option, part, widget);
    }
    return visualRect(option->direction, option->rect, rect);
}

QSize StewardStyle::sizeFromContents(
    ContentsType type, const QStyleOption* option, const QSize& contents, const QWidget* widget) const
{
    const int height = scaled(fieldHeight);
    switch (type) {
    case CT_PushButton:
        return sizeOfButton(optionAs<QStyleOptionButton>(*option), widget);
    case CT_MenuItem:
        return sizeOfMenuItem(optionAs<QStyleOptionMenuItem>(*option));
    case CT_MenuBarItem:
        return {contents.width() + scaled(16), scaled(28)};
    case CT_LineEdit:
        if (optionAs<QStyleOptionFrame>(*option).lineWidth <= 0)
            break;
        return {contents.width() + 2 * scaled(fieldPadding), std::max(contents.height() + 2, height)};
    case CT_ComboBox:
        return {contents.width() + scaled(fieldPadding + 30), std::max(contents.height() + 2, height)};
    case CT_SpinBox:
        return {contents.width() + scaled(fieldPadding + 24), std::max(contents.height() + 2, height)};
    case CT_ToolButton:
        return {contents.width() + scaled(12), std::max(contents.height() + scaled(6), scaled(28))};
    case CT_HeaderSection: {
        const QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
        return {size.width(), std::max(size.height(), scaled(30))};
    }
    case CT_ItemViewItem: {
        const QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
        return {size.width(), std::max(size.height(), scaled(28))};
    }
    case CT_TabBarTab:
        return {contents.width() + scaled(4), std::max(contents.height(), scaled(36))};
    case CT_ProgressBar:
        return {contents.width(), scaled(12)};
    default:
        break;
    }
    return QProxyStyle::sizeFromContents(type, option, contents, widget);
}

int StewardStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return scaled(indicatorSide) + 2 * ringRoom();
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return scaled(8) - ringRoom();
    case PM_ScrollBarExtent:
        return scaled(12);
    case PM_MenuPanelWidth:
    case PM_DefaultFrameWidth:
        return qobject_cast<const QComboBox*>(widget) ? 0 : 1;
    case PM_ButtonIconSize:
    case PM_SmallIconSize:
    case PM_ToolBarIconSize:
        return scaled(16);
    case PM_MenuVMargin:
        return scaled(4);
    case PM_TabBarTabHSpace:
        return scaled(24);
    case PM_TabBarTabVSpace:
        return scaled(14);
    case PM_MenuHMargin:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarBaseOverlap:
    case PM_TabBarTabOverlap:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_HeaderMargin:
        return scaled(8);
    case PM_FocusFrameHMargin:
        return scaled(5); // between a cell's edge and its text
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int StewardStyle::styleHint(
    StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* answer) const
{
    switch (hint) {
    case SH_ComboBox_Popup:
    case SH_EtchDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ScrollBar_Transient:
    case SH_Widget_Animation_Duration:
        return 0;
    case SH_DialogButtonLayout:
        return QDialogButtonBox::GnomeLayout; // to the right, what one came for last
    case SH_LineEdit_PasswordCharacter:
        return 0x2022; // a bullet
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_ToolTipLabel_Opacity:
        return 255;
    case SH_Table_GridLineColor:
        return static_cast<int>(Tokens::of(option ? option->palette : QPalette()).line.rgba());
    default:
        return QProxyStyle::styleHint(hint, option, widget, answer);
    }
}

QIcon StewardStyle::standardIcon(StandardPixmap icon, const QStyleOption* option, const QWidget* widget) const
{
    if (icon == SP_LineEditClearButton)
        return makeIcon(Icon::X, &Tokens::quiet);
    return QProxyStyle::standardIcon(icon, option, widget);
}

} // namespace steward
