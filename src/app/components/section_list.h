#pragma once

#include "app/style/icons.h"

#include <QListWidget>

namespace steward {

/// The parts of a page, one below the other, in groups with a heading; one of them is chosen.
class SectionList final : public QListWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SectionList)

public:
    explicit SectionList(QWidget* parent = nullptr);
    void addHeading(const QString& title);
    /// `key`: by which it is told apart.
    void addSection(int key, Icon icon, const QString& title);
    void choose(int key);
    int chosen() const;

Q_SIGNALS:
    void sectionChosen(int key);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace steward
