# From the folders of a working folder to those of a Debian system.
s|"jdbc:h2:file:\./data/|"jdbc:h2:file:/var/lib/ai-scheduler/data/|
s|"\./data/|"/var/lib/ai-scheduler/data/|
s|"\./models"|"/var/lib/ai-scheduler/models"|
s|"~/\.cache/ai_scheduler"|"/var/cache/ai-scheduler"|
s|"scheduler\.log"|"/var/log/ai-scheduler/scheduler.log"|
