# Runs a block of R of the cookbook in a folder of its own; prints the frame `answer` as CSV.
setwd(tempdir())
code <- commandArgs(trailingOnly = TRUE)[1]
names <- new.env()
eval(parse(text = code, encoding = "UTF-8"), names)
write.csv(names$answer, row.names = FALSE, na = "")
