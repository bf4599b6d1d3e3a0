#pragma once

#include "app/help/manual.h"

#include <QDialog>

#include <memory>

namespace Ui {
class HelpWindow;
}

namespace steward {

/// The manual: its sections to the left, one of them to the right, and a field that looks for words in all of them. It
/// needs no network and follows no address.
class HelpWindow final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HelpWindow)

public:
    HelpWindow(std::vector<ManualSection> sections, QWidget* parent);
    ~HelpWindow() override;
    void showSection(const QString& id);
    QString shownSection() const;

private:
    void search(const QString& words);
    void showCurrent();
    void mark();

    std::vector<ManualSection> m_sections;
    std::unique_ptr<Ui::HelpWindow> m_ui;
};

} // namespace steward
