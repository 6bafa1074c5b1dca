@echo off
rem Installs and starts the service by WinSW, as an administrator; WinSW's program lies beside this file as ai-scheduler.exe.
rem Needs Java 17 or newer on the PATH of the system. Not tried on Windows.
setlocal
set "DATA=%ProgramData%\AI Scheduler"
if not exist "%~dp0ai-scheduler.exe" (
  echo put WinSW's program here as ai-scheduler.exe first: %~dp0>&2
  exit /b 1
)
if not exist "%DATA%\logs" mkdir "%DATA%\logs"
if not exist "%DATA%\config.json" copy "%~dp0..\config.json" "%DATA%\config.json" >nul
rem The service's account alone, and administrators, read the jobs and the configuration.
icacls "%DATA%" /inheritance:r /grant "*S-1-5-19:(OI)(CI)M" "*S-1-5-32-544:(OI)(CI)F" "*S-1-5-18:(OI)(CI)F" >nul
if errorlevel 1 exit /b 1
"%~dp0ai-scheduler.exe" install
if errorlevel 1 exit /b 1
"%~dp0ai-scheduler.exe" start
exit /b %ERRORLEVEL%
