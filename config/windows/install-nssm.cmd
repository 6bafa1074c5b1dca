@echo off
rem Installs and starts the service by NSSM, as an administrator, with nssm on the PATH. Tried in Wine, not on Windows.
rem The deployment guide names ai_scheduler.exe; the program here is ai_scheduler.cmd.
setlocal
for %%I in ("%~dp0..\..") do set "PRODUCT=%%~fI"
set "DATA=%ProgramData%\AI Scheduler"
if not exist "%DATA%" mkdir "%DATA%"
if not exist "%DATA%\config.json" copy "%~dp0..\config.json" "%DATA%\config.json" >nul
icacls "%DATA%" /inheritance:r /grant "*S-1-5-19:(OI)(CI)M" "*S-1-5-32-544:(OI)(CI)F" "*S-1-5-18:(OI)(CI)F" >nul
if errorlevel 1 exit /b 1
nssm install "AI Scheduler" "%PRODUCT%\ai_scheduler.cmd"
if errorlevel 1 exit /b 1
nssm set "AI Scheduler" AppParameters "--config \"%DATA%\config.json\""
nssm set "AI Scheduler" AppDirectory "%DATA%"
nssm set "AI Scheduler" ObjectName "NT AUTHORITY\LocalService" ""
if errorlevel 1 (
  echo the service is removed again, since it would run with the rights of the whole system>&2
  nssm remove "AI Scheduler" confirm
  exit /b 1
)
rem Ctrl-C, after which running jobs get server.drain_s (20 s) to end.
nssm set "AI Scheduler" AppStopMethodConsole 60000
nssm set "AI Scheduler" AppRestartDelay 5000
nssm set "AI Scheduler" AppStdout "%DATA%\console.log"
nssm set "AI Scheduler" AppStderr "%DATA%\console.log"
nssm start "AI Scheduler"
exit /b %ERRORLEVEL%
