"""任务: work too long for one request, done by the jobs process, watched and fetched by who asked for it."""
