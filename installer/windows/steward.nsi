; The installer for Windows. make-installer.sh hands in what it is made of:
;   VERSION, VERSION_OF_FOUR (1.2.3.0), TREE (a folder with the programs), LISTS (what is to be copied and removed), OUTPUT
; Silent: /S. For all users of the computer: /AllUsers, else /CurrentUser. Elsewhere: /D=FOLDER, as the last one.
Unicode True
Target amd64-unicode
SetCompressor /SOLID lzma
ManifestSupportedOS all
ManifestDPIAware true
ManifestLongPathAware true

!define NAME "Steward"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define CLASSES "Software\Classes"

; Whoever may not install for all users is asked for nothing, and installs for themselves.
!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_INSTALLMODE_DEFAULT_CURRENTUSER
!define MULTIUSER_USE_PROGRAMFILES64
!define MULTIUSER_INSTALLMODE_INSTDIR "${NAME}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "${UNINSTALL_KEY}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "InstallLocation"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "${UNINSTALL_KEY}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "InstallMode"
!include MultiUser.nsh
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include x64.nsh

Name "${NAME}"
OutFile "${OUTPUT}"
VIProductVersion "${VERSION_OF_FOUR}"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Installer of ${NAME}"
VIAddVersionKey "LegalCopyright" "Apache-2.0"

!define MUI_ICON "${TREE}\steward.ico"
!define MUI_UNICON "${TREE}\steward.ico"
!define MUI_FINISHPAGE_RUN "$INSTDIR\steward.exe"
!insertmacro MUI_PAGE_LICENSE "${TREE}\licences\Steward.txt"
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

Function .onInit
    ${IfNot} ${RunningX64}
        MessageBox MB_OK|MB_ICONSTOP "${NAME} needs a 64-bit Windows." /SD IDOK
        SetErrorLevel 4
        Quit
    ${EndIf}
    SetRegView 64
    StrCpy $R0 $INSTDIR ; of /D=, which the next line puts something else in the place of
    !insertmacro MULTIUSER_INIT
    ${If} $R0 != ""
        StrCpy $INSTDIR $R0
    ${EndIf}
FunctionEnd

Function un.onInit
    SetRegView 64
    !insertmacro MULTIUSER_UNINIT
FunctionEnd

; A program that runs keeps its file: nothing is replaced in part.
!macro refuseWhileRunning prefix
Function ${prefix}refuseWhileRunning
    IfFileExists "$INSTDIR\steward.exe" 0 free
    ClearErrors
    FileOpen $0 "$INSTDIR\steward.exe" a
    IfErrors 0 closed
    MessageBox MB_OK|MB_ICONSTOP "${NAME} is running, or you may not change its folder. Close it and try again." /SD IDOK
    SetErrorLevel 3
    Quit
closed:
    FileClose $0
free:
FunctionEnd
!macroend
!insertmacro refuseWhileRunning ""
!insertmacro refuseWhileRunning "un."

; Windows starts no program whose path is longer than 259 characters.
Function refuseLongFolder
    StrLen $0 "$INSTDIR\uninstall.exe"
    ${If} $0 > 259
        MessageBox MB_OK|MB_ICONSTOP "The folder's name is too long for Windows to start a program in it. Choose a shorter one." /SD IDOK
        SetErrorLevel 6
        Quit
    ${EndIf}
FunctionEnd

!macro fileType extension class title
    WriteRegStr SHCTX "${CLASSES}\${extension}" "" "${class}"
    WriteRegStr SHCTX "${CLASSES}\${class}" "" "${title}"
    WriteRegStr SHCTX "${CLASSES}\${class}\DefaultIcon" "" "$INSTDIR\steward.ico"
    WriteRegStr SHCTX "${CLASSES}\${class}\shell\open\command" "" '"$INSTDIR\steward.exe" "%1"'
!macroend

; Somebody else may have taken the file's ending over: then it stays theirs.
!macro noFileType extension class
    ReadRegStr $0 SHCTX "${CLASSES}\${extension}" ""
    ${If} $0 == "${class}"
        DeleteRegKey SHCTX "${CLASSES}\${extension}"
    ${EndIf}
    DeleteRegKey SHCTX "${CLASSES}\${class}"
!macroend

!define tellTheDesktop "System::Call 'shell32::SHChangeNotify(i 0x8000000, i 0, i 0, i 0)'"

Section "${NAME}"
    Call refuseLongFolder
    Call refuseWhileRunning
    ; An upgrade in place: what the version before has brought goes first, and nothing else.
    ReadRegStr $1 SHCTX "${UNINSTALL_KEY}" "InstallLocation"
    ${If} $1 != ""
    ${AndIf} ${FileExists} "$1\uninstall.exe"
        ExecWait '"$1\uninstall.exe" /S /$MultiUser.InstallMode _?=$1' $0
        ${If} $0 != 0
            MessageBox MB_OK|MB_ICONSTOP "The version that is installed could not be removed." /SD IDOK
            SetErrorLevel 5
            Quit
        ${EndIf}
        Delete "$1\uninstall.exe"
        RMDir "$1"
    ${EndIf}

    !include "${LISTS}/install.nsh"
    SetOutPath "$INSTDIR"
    WriteUninstaller "$INSTDIR\uninstall.exe"
    CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\steward.exe"
    !insertmacro fileType ".steward-plan" "Steward.Plan" "Steward plan"
    !insertmacro fileType ".steward-profile" "Steward.Profile" "Steward profile"
    ${tellTheDesktop}

    WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\steward.ico"
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "Steward maintainers"
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallMode" "$MultiUser.InstallMode"
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode /S'
    WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
    WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
    ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
    WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" $0
SectionEnd

; Journal, profiles and settings are the person's, and lie elsewhere: they stay.
Section "Uninstall"
    Call un.refuseWhileRunning
    !include "${LISTS}/uninstall.nsh"
    Delete "$SMPROGRAMS\${NAME}.lnk"
    !insertmacro noFileType ".steward-plan" "Steward.Plan"
    !insertmacro noFileType ".steward-profile" "Steward.Profile"
    ${tellTheDesktop}
    DeleteRegKey SHCTX "${UNINSTALL_KEY}"
    ; Last: whatever stopped it before can be done again.
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
SectionEnd
