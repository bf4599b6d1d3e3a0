/* Stands in the programs' place where only the installer is tried: writes its command line beside itself, and waits where it
   is told to. */
#include <stdio.h>
#include <wchar.h>
#include <windows.h>

int WINAPI WinMain(HINSTANCE self, HINSTANCE before, LPSTR words, int show)
{
    static wchar_t path[32768];
    static char text[32768];
    FILE* file;
    (void)self, (void)before, (void)words, (void)show;
    GetModuleFileNameW(NULL, path, 32000);
    wcscat(path, L".started");
    file = _wfopen(path, L"ab");
    if (!file)
        return 1;
    WideCharToMultiByte(CP_UTF8, 0, GetCommandLineW(), -1, text, sizeof text, NULL, NULL);
    fprintf(file, "%s\n", text);
    fclose(file);
    if (wcsstr(GetCommandLineW(), L"--wait"))
        Sleep(60000);
    return 0;
}
