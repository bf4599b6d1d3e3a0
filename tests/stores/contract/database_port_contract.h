#pragma once

#include "stores/contract/database_port_subject.h"
#include "support/worker.h"

#include <QObject>

namespace steward::test {

/// What every DatabasePort promises, run on whatever subject the derived class makes.
class DatabasePortContract : public QObject {
    Q_OBJECT

protected:
    /// Called once, on the main thread.
    virtual rig::RigResult<std::unique_ptr<DatabasePortSubject>> makeSubject() = 0;

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void everyRowOfOursIsListed();
    void anEmptyTableIsEmpty();
    void rowsAreFoundByEitherKey();
    void onlyWhatConcernsAnInstance();
    void whatConcernsHostileNames_data() { hostileNames_data(); }
    void whatConcernsHostileNames();
    void whatIsWrittenIsReadBack();
    void deletingTwiceEndsTheSame();
    void hostileNames_data();
    void hostileNames();
    void namesThatNoRowCanHave();
    void foreignRowsAreLeftAlone();
    void webhookUrlsAreMasked();
    void anUnreachableStoreIsAnError();
    void thePortRecovers();
    void theDeadlineHolds();
    void aStopIsQuick_data();
    void aStopIsQuick();
    void aReadOnlyProfileChangesNothing();
    void theDoctorGoesThroughEveryCheck();

    void aClaimInsertsOneRow();
    void aClaimIsFoundByItsOperation();
    void aClaimFindsItsClinic();
    void whatStandsIsAnswered();
    void disabledRowsStayAsTheyAre();
    void anImageHoldsNoToken();
    void aRowIsFinished();
    void aRowThatChangedIsNotFinished();
    void anInsertedClaimIsTakenBack();
    void aFinishedClaimIsTakenBack();
    void whatChangedSinceIsLeft_data();
    void whatChangedSinceIsLeft();
    void aPairingIsRecorded();
    void aPairingIsNotRecordedInAnothersRow();
    void hostileNamesAreClaimed_data() { hostileNames_data(); }
    void hostileNamesAreClaimed();
    void everyChangeIsInTheHistory();
    void aReadOnlyProfileClaimsNothing();
    void aDisabledRowIsEnabled();
    void onlyTheRowAsSeenIsEnabled();

    void imagesOfManyRows();
    void onlyTheRowMeantIsEdited_data();
    void onlyTheRowMeantIsEdited();
    void aHeldRowIsDisabledAndTheOthersGo();
    void whatIsAskedTwiceIsAnsweredTwice();
    void aThousandRowsAreEdited();
    void rowsAreDisabled();
    void statesAreWritten();
    void aPhoneIsExpected();
    void aRemovalIsInTheHistory();
    void theHistoryTellsOperations();
    void rowsAreProtected();
    void hostileNamesAreEdited_data() { hostileNames_data(); }
    void hostileNamesAreEdited();
    void aRowIsRestored();
    void aRowThatStandsIsNotRestored();
    void everyEditIsInTheHistory();
    void aReadOnlyProfileEditsNothing();

    void aSurvivorIsPointedAt();
    void aRowIsHeldAsItStands();
    void aRowMovesToItsOrganization();
    void aSurvivorIsInserted();
    void aSurvivorIsNamedByOneOrganization();
    void anotherRowStands();
    void anotherDesksLeaseRefuses();
    void aLeaseRunsOut();
    void leasesEnd();
    void theSurvivorIsInTheHistory();

private:
    /// Runs on a worker with a port of its own.
    template<class Callable>
    auto ask(Callable&& callable, bool readOnly = false)
    {
        return rig::onWorker([&] {
            const auto port = m_subject->makePort(readOnly);
            return callable(*port);
        });
    }

    Result<ClaimAnswer> claim(const ClaimRequest& request);
    Result<RowUndo> undo(const ClaimedRow& claimed, const ClaimRequest& request);
    Result<std::optional<RowImage>> image(const IntegrationId& id);
    Result<SurvivorAnswer> keep(const SurvivorRequest& request);
    std::optional<Integration> listed(const IntegrationId& id);

    std::unique_ptr<DatabasePortSubject> m_subject;
};

} // namespace steward::test
