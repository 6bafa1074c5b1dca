@echo off
rem Stops and removes the service; jobs, results and the configuration stay in %ProgramData%\AI Scheduler. Not tried on Windows.
"%~dp0ai-scheduler.exe" stopwait
"%~dp0ai-scheduler.exe" uninstall
exit /b %ERRORLEVEL%
