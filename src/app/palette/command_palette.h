#pragma once

#include "app/palette/palette_model.h"
#include "app/work/gui_dispatcher.h"

#include <QPointer>
#include <QWidget>

#include <memory>

namespace Ui {
class CommandPalette;
}

namespace steward {

class AuditIndex;
class BackgroundRunner;

/// Over the whole window: one types, and goes to an organization, a phone or a page, or does what can be done.
class CommandPalette final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CommandPalette)

public:
    CommandPalette(BackgroundRunner& runner, QWidget& window);
    ~CommandPalette() override;

    PaletteModel& model() { return m_model; }
    /// What is searched from now on; null: nothing was read.
    void setIndex(std::shared_ptr<const AuditIndex> index);
    void open();
    void close();
    bool eventFilter(QObject* watched, QEvent* event) override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    bool press(int key, Qt::KeyboardModifiers modifiers);
    void search();
    void move(int step);
    void choose(int row);
    void act(bool isPairing);
    void layOut();
    void measure();
    void readEntries();
    void paintPanel();

    std::unique_ptr<Ui::CommandPalette> m_ui;
    BackgroundRunner& m_runner;
    QWidget& m_window;
    PaletteModel m_model;
    std::shared_ptr<const AuditIndex> m_index;
    std::weak_ptr<const AuditIndex> m_entriesOf; ///< compared; an address alone may be another's by now
    QPointer<QWidget> m_before;                  ///< what had the focus
    GuiDispatcher m_post;
};

} // namespace steward
